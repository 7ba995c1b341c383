// Derives every verdict of a bundle again, and names what differs.
import { verify } from 'ssespec'

const [bundle = 'bundle'] = process.argv.slice(2)
const { verified, findings } = await verify(bundle)
for (const { kind, says } of findings) console.log(`${kind}: ${says}`)
console.log(verified ? 'Verified.' : 'Not verified.')
process.exitCode = verified ? 0 : 1
