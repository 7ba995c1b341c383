/** What the process tells when every client has had its first answer, and so knows from where on to ask. */
export const READY = 'ready'
