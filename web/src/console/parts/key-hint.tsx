/** The hotkey of a button, printed on it. */
export function KeyHint({ children }: { children: string }) {
  return <kbd>{children}</kbd>
}
