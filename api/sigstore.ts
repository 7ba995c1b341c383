/** Sigstore's libraries, loaded only where a keyless certificate is signed or verified. scripts/bundle.mjs puts them into this module of dist. */

export { bundleFromJSON, bundleToJSON } from '@sigstore/bundle'
export { TrustedRoot } from '@sigstore/protobuf-specs'
export { CIContextProvider, DEFAULT_FULCIO_URL, DEFAULT_REKOR_URL, DSSEBundleBuilder, FulcioSigner, RekorWitness } from '@sigstore/sign'
export { default as seeds } from '@sigstore/tuf/seeds.json' with { type: 'json' }
export { PolicyError, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
