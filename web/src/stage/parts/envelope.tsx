/** The sealed envelope: whoever is in it, nobody on this screen says so before the host. */
export function Envelope() {
  return (
    <svg class="envelope" viewBox="0 0 240 160" aria-hidden="true">
      <defs>
        <linearGradient id="paper" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#fff1d2" />
          <stop offset="1" stop-color="#e9c98b" />
        </linearGradient>
        <radialGradient id="wax" cx="0.4" cy="0.35" r="0.8">
          <stop offset="0" stop-color="#f26a4f" />
          <stop offset="1" stop-color="#8d1518" />
        </radialGradient>
      </defs>
      <rect x="4" y="10" width="232" height="146" rx="8" fill="url(#paper)" />
      <path d="M4 150 92 82M236 150 148 82" stroke="#b98a45" stroke-width="1.6" fill="none" />
      <path d="M6 14 120 98 234 14" fill="#f7deac" stroke="#b98a45" stroke-width="1.6" />
      <circle cx="120" cy="94" r="24" fill="url(#wax)" />
      <circle cx="120" cy="94" r="17.5" fill="none" stroke="#f7b79a" stroke-width="1.4" />
      <path
        d="M120 82l3.6 7.4 8.1 1.1-5.9 5.7 1.4 8.1-7.2-3.9-7.2 3.9 1.4-8.1-5.9-5.7 8.1-1.1z"
        fill="#f7c9a0"
      />
    </svg>
  )
}
