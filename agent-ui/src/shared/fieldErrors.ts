import { ApiError } from './api/client'

/** What the server refused, by field: the path of the pointer without its first slash, such as `hours/3/from`. */
export type FieldErrors = Record<string, string>

export function fieldErrors(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return {}
  const found: FieldErrors = {}
  for (const { pointer, message } of error.errors) {
    const path = pointer.replace(/^#?\/?/, '')
    found[path] = found[path] ? `${found[path]} ${message}` : message
  }
  return found
}

/** The message of a field or of anything below it. */
export function errorAt(errors: FieldErrors, path: string): string | null {
  const words = Object.entries(errors).filter(([at]) => at === path || at.startsWith(`${path}/`)).map(([, message]) => message)
  return words.length > 0 ? [...new Set(words)].join(' ') : null
}

/** Messages that belong to none of the fields a form shows. */
export function errorsElsewhere(errors: FieldErrors, shown: string[]): string[] {
  return Object.entries(errors).filter(([at]) => !shown.some(path => at === path || at.startsWith(`${path}/`))).map(([, message]) => message)
}
