import { useMemo } from 'preact/hooks'
import { qrOf } from '../qr'

/** A QR code with its caption. What it says can also be read: the address stands below it. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrOf(text), [text])
  const { host, pathname } = new URL(text)
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`${label}: ${text}`}>
        <rect width={size} height={size} rx="1.5" fill="#fff" />
        <path d={path} fill="#1b0f29" shape-rendering="crispEdges" />
      </svg>
      <figcaption>
        <strong>{label}</strong>
        <span>{pathname === '/' ? host : `${host}${pathname}`}</span>
      </figcaption>
    </figure>
  )
}
