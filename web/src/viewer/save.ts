/** Hand a text to the device as a file. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download may begin after the click: the address must outlive it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
