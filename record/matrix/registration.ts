/** How to get accounts: by registering them, or from the configuration. */
export type Registration =
  | { readonly by: 'open' }
  | { readonly by: 'shared-secret'; readonly secret: string }
  | { readonly by: 'accounts'; readonly accounts: readonly { readonly user: string; readonly password: string }[] }
