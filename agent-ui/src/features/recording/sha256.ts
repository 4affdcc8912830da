/** The SHA-256 of some bytes in hex. Throws where the page is not on https or this machine, since browsers allow it only there. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map(b => b.toString(16).padStart(2, '0')).join('')
}
