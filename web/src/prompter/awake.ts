/** Keep the screen on while the prompter is looked at, where the browser can. */
export function stayAwake(): void {
  const ask = () => {
    // Only secure pages have it, and a browser that saves power may say no.
    if (!document.hidden) void navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  document.addEventListener('visibilitychange', ask)
  ask()
}
