// Builds the mocked UI, serves it under the Content-Security-Policy of the product, walks through it, and fails on any violation.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { open } from './browser.mjs'
import { walk } from './walk.mjs'

const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:"
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const dist = mkdtempSync(join(tmpdir(), 'agent-ui-'))
execFileSync('npx', ['vite', 'build', '--mode', 'mocked', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn'], { stdio: 'inherit' })

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://x').pathname
  const file = join(dist, path)
  const found = extname(path) !== '' && existsSync(file) ? file : join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': policy })
  response.end(readFileSync(found))
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const browser = await open()
const page = await (await browser.newContext({ permissions: ['microphone'], viewport: { width: 1366, height: 768 } })).newPage()
const violations = []
let stop = ''
page.on('console', message => { if (/Content.Security.Policy/i.test(message.text())) violations.push(`${stop}: ${message.text().slice(0, 260)}`) })
await walk(page, { at: `http://127.0.0.1:${server.address().port}`, zh: true, seen: async name => { stop = name; await page.waitForTimeout(250) } })
await browser.close()
server.close()
rmSync(dist, { recursive: true })
console.log(violations.length === 0 ? 'csp: no violation' : [...new Set(violations)].join('\n'))
process.exit(violations.length === 0 ? 0 : 1)
