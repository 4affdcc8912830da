/** The SHA-256 of some bytes in hex. Throws where the page is not on https or this machine, since browsers allow it only there. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map(b => b.toString(16).padStart(2, '0')).join('')
}

/** The SHA-256 in hex that a header Repr-Digest (RFC 9530) tells; null without one. */
export function digestOf(header: string | null): string | null {
  const base64 = /(?:^|[ ,])sha-256=:([A-Za-z0-9+/=]+):/.exec(header ?? '')?.[1]
  return base64 ? [...atob(base64)].map(c => c.charCodeAt(0).toString(16).padStart(2, '0')).join('') : null
}
