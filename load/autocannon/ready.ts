/** The message of the process once every client has its first response, and so a token to continue from. */
export const READY = 'ready'
