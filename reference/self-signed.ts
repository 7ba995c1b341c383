/** Loaded only where a server needs a certificate. scripts/bundle.mjs puts the library into this module of dist. */

export { generate } from 'selfsigned'
