import { prefs } from '@/shared/prefs'
import type { FieldError, Problem } from './schema'

const root = '/api/v1'

/** The server said no; `code` is stable, `message` is for people and already in their language. */
export class ApiError extends Error {
  readonly code: string
  readonly errors: FieldError[]
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.code = problem.code ?? `http.${status}`
    this.errors = problem.errors ?? []
  }
}

/** The server was not reached at all. */
export class Unreachable extends Error {
  readonly code = 'network.unreachable'
  constructor(cause: unknown) {
    super('The server cannot be reached', { cause })
    this.name = 'Unreachable'
  }
}

export interface Reply<T> { data: T; etag: string | null }
interface Options { language?: string; body?: unknown; ifMatch?: string | null; idempotencyKey?: string; signal?: AbortSignal }

const signedOut = new Set<() => void>()

/** Calls back when the server no longer knows our session (any 401 but a failed login). */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

function csrfToken(): string | null {
  const match = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)
  return match?.[1] ? decodeURIComponent(match[1]) : null
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return await response.json() as Problem
  } catch {
    return { status: response.status, title: response.statusText || `HTTP ${response.status}` }
  }
}

async function reach(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': options.language ?? prefs.locale })
  const token = csrfToken()
  if (method !== 'GET' && token) headers.set('X-XSRF-TOKEN', token)
  if (options.ifMatch) headers.set('If-Match', options.ifMatch)
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey)
  const form = options.body instanceof FormData
  /** As it is, to be read by the server: it names the line where it cannot. */
  const raw = options.body instanceof Blob
  if (options.body !== undefined && !form) headers.set('Content-Type', 'application/json')
  let response: Response
  try {
    response = await fetch(root + path, {
      method,
      headers,
      credentials: 'same-origin',
      // a page that is closed still ends what it began
      keepalive: method === 'DELETE',
      body: options.body === undefined ? null : form || raw ? options.body as FormData | Blob : JSON.stringify(options.body),
      signal: options.signal ?? null,
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new Unreachable(cause)
  }
  if (!response.ok) {
    const problem = await problemOf(response)
    if (response.status === 401 && !(method === 'POST' && path === '/session')) signedOut.forEach(tell => tell())
    throw new ApiError(response.status, problem)
  }
  return response
}

async function send<T>(method: string, path: string, options: Options = {}): Promise<Reply<T>> {
  const response = await reach(method, path, options)
  const data = response.status === 204 || response.headers.get('Content-Length') === '0' ? undefined : await response.json()
  return { data: data as T, etag: response.headers.get('ETag') }
}

type Query = Record<string, string | number | null | undefined>

/** The path with those query values that say something. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

export const api = {
  get: async <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
    (await send<T>('GET', withQuery(path, query), signal ? { signal } : {})).data,
  /** In that language, whatever the reader's: for what a patient reads. */
  getIn: async <T>(language: string, path: string, query: Query = {}): Promise<T> => (await send<T>('GET', withQuery(path, query), { language })).data,
  getTagged: <T>(path: string) => send<T>('GET', path),
  post: async <T>(path: string, body?: unknown, options: Options = {}): Promise<T> =>
    (await send<T>('POST', path, { ...options, body })).data,
  postTagged: <T>(path: string, body: unknown, options: Options) => send<T>('POST', path, { ...options, body }),
  put: async <T>(path: string, body: unknown): Promise<T> => (await send<T>('PUT', path, { body })).data,
  putTagged: <T>(path: string, body: unknown, ifMatch: string | null) => send<T>('PUT', path, { body, ifMatch }),
  patch: async <T>(path: string, body: unknown): Promise<T> => (await send<T>('PATCH', path, { body })).data,
  patchTagged: <T>(path: string, body: unknown, ifMatch: string | null, idempotencyKey: string) => send<T>('PATCH', path, { body, ifMatch, idempotencyKey }),
  delete: async (path: string): Promise<void> => { await send<void>('DELETE', path) },
  /** Deletes what nobody changed since that version. */
  drop: async (path: string, ifMatch: string): Promise<void> => { await send<void>('DELETE', path, { ifMatch }) },
  /** A file that is made for whoever asks. */
  take: async (path: string, body: unknown): Promise<Blob> => (await reach('POST', path, { body })).blob(),
  /** What is found out in a while: each line of the answer as it comes. */
  lines: async function* <T>(path: string, body: FormData, signal?: AbortSignal): AsyncGenerator<T> {
    const response = await reach('POST', path, { body, ...(signal ? { signal } : {}) })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (let rest = '', end = false; !end;) {
      const { done, value } = await reader.read()
      end = done
      const all = (rest + (value ?? '')).split('\n')
      rest = end ? '' : all.pop()!
      for (const line of all) if (line.trim()) yield JSON.parse(line) as T
    }
  },
  /** A same-origin address for links and media elements. */
  address: (path: string) => root + path,
}
