import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** A whole Aftercall of its own, started by the one script as a user starts it, beside whatever else runs. */
const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const home = process.env['AFTERCALL_E2E_VAR'] ?? resolve(root, 'target/e2e')
const port = Number(process.env['AFTERCALL_E2E_PORT'] ?? 18_480)
const env = {
  ...process.env,
  AFTERCALL_VAR: home,
  AFTERCALL_PORT: String(port),
  // below the ports that any program of this machine is given for a connection of its own
  AFTERCALL_PORT_BASE: process.env['AFTERCALL_E2E_PORT_BASE'] ?? '30000',
  AFTERCALL_ASTERISK_ROOT: process.env.AFTERCALL_ASTERISK_ROOT ?? resolve(process.env.AFTERCALL_VAR ?? resolve(root, 'var'), 'asterisk/root'),
}

const aftercall = (args: string[], settings: Record<string, string> = {}) => run(resolve(root, 'aftercall'), args, { env: { ...env, ...settings }, cwd: root, maxBuffer: 1 << 24 })

export const house = {
  url: `http://localhost:${port}`,
  home,
  /** Settings are variables of the environment; they hold for what this starts. */
  async up(settings: Record<string, string> = {}) {
    await aftercall(['up'], settings)
  },
  async freshUp() {
    await aftercall(['reset', '--yes']).catch(() => undefined)
    const { stdout } = await aftercall(['up'])
    // a house without a switchboard starts too; here it would only be sixty steps that wait for a line
    if (stdout.includes('!')) throw new Error(stdout)
  },
  async down() {
    await aftercall(['down'])
  },
  /** As a power cut would: no goodbye. */
  kill() {
    process.kill(Number(readFileSync(resolve(home, 'run/aftercall.pid'), 'utf8').trim()), 'SIGKILL')
  },
  password(login: string): string {
    const line = readFileSync(resolve(home, 'secrets/first-logins.txt'), 'utf8').split('\n').find(l => l.startsWith(`${login}\t`))
    if (!line) throw new Error(`no first login ${login}`)
    return line.split('\t')[1]!
  },
  /** The demo's discharge list, with today's dates. */
  discharges(): string {
    return execFileSync(resolve(root, 'aftercall'), ['demo', 'csv'], { env, cwd: root, encoding: 'utf8' })
  },
  /** The first number of one of the demo's patients. */
  numberOf(admissionNo: string): string {
    const cells = this.discharges().split('\n').find(line => line.startsWith(`${admissionNo},`))?.split(',') ?? []
    const number = cells.find(cell => /^1\d{10}$/.test(cell))
    if (!number) throw new Error(`no number of ${admissionNo}`)
    return `+86${number}`
  },
  /** Somebody of the simulated network calls the house. */
  async callIn(number: string) {
    await run(resolve(root, 'telephony/run'), ['call-in', home, number], { env, cwd: root })
  },
  nurseSpeech: resolve(home, 'telephony/prompts/nurse-en.wav'),
}
