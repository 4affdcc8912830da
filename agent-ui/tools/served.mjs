// A built console on this machine's own address, and somebody who signs in to its make-believe server.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }

/** Answers its address and how to end it. */
export async function serve(dist) {
  const server = createServer((request, response) => {
    const path = join(dist, normalize(new URL(request.url, 'http://x').pathname))
    const file = existsSync(path) && statSync(path).isFile() ? path : join(dist, 'index.html')
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return { at: `http://127.0.0.1:${server.address().port}`, end: () => server.close() }
}

export async function signIn(page, at) {
  await page.goto(at)
  await page.getByLabel('Login', { exact: true }).fill('admin')
  await page.getByLabel('Password', { exact: true }).fill('demo')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}
