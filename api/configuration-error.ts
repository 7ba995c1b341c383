/** The configuration cannot be used; the message names the key, what was expected, and where. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigurationError'
  }
}
