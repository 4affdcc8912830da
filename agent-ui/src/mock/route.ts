import type { Lang } from './form'

export interface Call { params: string[]; query: URLSearchParams; body: Record<string, unknown>; request: Request; lang: Lang }
export type Reply = { status?: number; body?: unknown; etag?: string } | object | null
export type Route = [method: string, path: RegExp, (call: Call) => Reply | Promise<Reply>]

/** A refusal as the server words it. */
export class Refusal { constructor(readonly status: number, readonly code: string, readonly detail: string, readonly more: object = {}) {} }
