/** Hands a file to the browser to be saved under that name. */
export function saveAs(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // at once it would be gone before the browser has begun
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
