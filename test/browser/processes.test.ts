import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLine, startProgram } from '../cli/ssespec.js'
import { wants } from '../examples/needs.js'
import { needsBrowsers } from './judged.js'

const MARK = 'SSESPEC_TEST_MARK'

/** Processes that were started with this mark in their environment, whoever started them. */
const markedWith = (mark: string): string[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1')
        return environment.includes(`${MARK}=${mark}`) ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'latin1').slice(0, 80)}`] : []
      } catch {
        return []
      }
    })

/** The remaining processes; a process that was asked to end takes a moment. */
const leftOf = async (mark: string): Promise<string[]> => {
  for (let tries = 0; tries < 30 && markedWith(mark).length > 0; tries++) await pause(100)
  return markedWith(mark)
}

describe('the processes of ssespec browser', () => {
  before(async function () {
    await needsBrowsers(this)
    wants(this, existsSync('/proc/self/environ'), '/proc')
  })

  const start = (args: readonly string[]) => {
    const mark = randomUUID()
    return { mark, program: startProgram(process.execPath, commandLine(['browser', ...args]), { environment: { [MARK]: mark } }) }
  }

  it('are gone after a run that conforms, and the browsers were among them', async () => {
    const { mark, program } = start(['--only', 'BRW-03'])
    await program.says(/browser-reconnect: watching/)
    const during: string[] = []
    for (let tries = 0; tries < 50 && during.filter(one => /firefox|WebKit|chrom/.test(one)).length < 3; tries++) {
      await pause(100)
      during.splice(0, during.length, ...markedWith(mark))
    }
    for (const name of [/chrom/, /firefox/, /WebKitWebDriver/])
      assert.ok(
        during.some(one => name.test(one)),
        `${name} in ${during}`,
      )
    assert.equal((await program.ended).code, 0)
    assert.deepEqual(await leftOf(mark), [])
  })

  it('are gone after a run that fails', async () => {
    const { mark, program } = start(['--only', 'BRW-01', 'http://127.0.0.1:1/'])
    assert.equal((await program.ended).code, 3)
    assert.deepEqual(await leftOf(mark), [])
  })

  for (const times of [1, 2]) {
    it(`are gone after Ctrl-C, pressed ${times === 1 ? 'once' : 'twice'}`, async () => {
      const { mark, program } = start(['--only', 'BRW-03'])
      await program.says(/browser-reconnect: watching/)
      await pause(300)
      for (let pressed = 0; pressed < times; pressed++) {
        program.signal('SIGINT')
        await pause(20)
      }
      const { code } = await program.ended
      assert.ok(code === 4 || code === 130, `${code}`)
      assert.deepEqual(await leftOf(mark), [])
    })
  }

  it('ask nobody but this machine: not a packet leaves by a way out that there would be', async function () {
    const isolated = (script: string, mark: string) =>
      startProgram(
        'unshare',
        ['--net', '--', 'sh', '-c', script, process.execPath, ...commandLine(['browser', '--only', 'BRW-01,BRW-06'])],
        {
          environment: { [MARK]: mark },
        },
      )
    try {
      execFileSync('unshare', ['--net', '--', 'ip', 'link', 'add', 'way-out', 'type', 'veth', 'peer', 'name', 'nowhere'], {
        stdio: 'ignore',
      })
    } catch {
      wants(this, false, 'unshare and ip, and the right to make network namespaces')
    }
    // Everything that is not for loopback would go out there, and be counted; what IPv6 says of itself is switched off.
    const script = `ip link set lo up && ip link add way-out type veth peer name nowhere
      for each in way-out nowhere; do echo 1 > /proc/sys/net/ipv6/conf/$each/disable_ipv6; done 2>/dev/null
      ip addr add 10.1.1.1/24 dev way-out && ip link set nowhere up && ip link set way-out up && ip route add default via 10.1.1.2
      ip neigh add 10.1.1.2 lladdr 02:00:00:00:00:02 dev way-out
      sent() { awk '$1 == "way-out:" { print $11 }' /proc/net/dev; }
      before=$(sent); "$0" "$@"; code=$?; echo "left: $(( $(sent) - before ))"; exit $code`
    const mark = randomUUID()
    const { code, out, err } = await isolated(script, mark).ended
    assert.equal(code, 0, out + err)
    assert.match(out, /^left: 0$/m)
  })
})
