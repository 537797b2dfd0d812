import type { Falling } from '../../rainfall'

/** A red packet, painted once: the shower only places it. Its height is `height`, in pixels. */
export function paintPacket(height: number): HTMLCanvasElement {
  const width = height * 0.72
  const sprite = document.createElement('canvas')
  sprite.width = Math.ceil(width)
  sprite.height = Math.ceil(height)
  const pen = sprite.getContext('2d')
  if (!pen) return sprite
  const red = pen.createLinearGradient(0, 0, width, height)
  red.addColorStop(0, '#ff6a45')
  red.addColorStop(0.45, '#dc2b22')
  red.addColorStop(1, '#9a1216')
  rounded(pen, width, height, height * 0.08)
  pen.fillStyle = red
  pen.fill()
  pen.save()
  pen.clip()
  // The flap, and the line of its edge.
  pen.beginPath()
  pen.moveTo(0, 0)
  pen.lineTo(width, 0)
  pen.lineTo(width, height * 0.3)
  pen.quadraticCurveTo(width / 2, height * 0.52, 0, height * 0.3)
  pen.closePath()
  pen.fillStyle = 'rgba(255, 140, 92, 0.38)'
  pen.fill()
  pen.lineWidth = height * 0.012
  pen.strokeStyle = 'rgba(255, 233, 184, 0.55)'
  pen.stroke()
  pen.restore()
  pen.beginPath()
  pen.arc(width / 2, height * 0.42, height * 0.12, 0, 2 * Math.PI)
  pen.fillStyle = '#f6cd74'
  pen.fill()
  pen.fillStyle = '#a3231a'
  pen.font = `700 ${(height * 0.14).toFixed(1)}px "Songti SC", "Noto Serif CJK SC", serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText('¥', width / 2, height * 0.425)
  return sprite
}

/** One layer of the shower. `size` is the height of a packet of size 1, in CSS pixels. */
export function paintLayer(
  pen: CanvasRenderingContext2D,
  sprite: HTMLCanvasElement,
  air: readonly Falling[],
  box: { readonly width: number; readonly height: number },
  size: number,
): void {
  for (const { x, y, size: own, angle } of air) {
    const height = size * own
    const width = (height * sprite.width) / sprite.height
    pen.save()
    pen.translate(x * box.width, y * box.height)
    pen.rotate(angle)
    pen.drawImage(sprite, -width / 2, -height / 2, width, height)
    pen.restore()
  }
}

function rounded(pen: CanvasRenderingContext2D, w: number, h: number, r: number): void {
  pen.beginPath()
  pen.moveTo(r, 0)
  pen.arcTo(w, 0, w, h, r)
  pen.arcTo(w, h, 0, h, r)
  pen.arcTo(0, h, 0, 0, r)
  pen.arcTo(0, 0, w, 0, r)
  pen.closePath()
}
