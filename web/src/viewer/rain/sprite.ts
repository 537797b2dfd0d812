import { TALL } from './touch'

/** A red packet, painted once and then only stamped: an old phone has no time to paint it anew. */
export function packetSprite(width: number): HTMLCanvasElement {
  const height = width * TALL
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width)
  canvas.height = Math.ceil(height)
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  const inset = width * 0.03
  const paper = () => rounded(pen, inset, width - 2 * inset, height - 2 * inset, width * 0.12)
  paper()
  pen.fillStyle = shade(pen, height, '#f2553a', '#a8151a')
  pen.fill()
  pen.save()
  pen.clip()
  // The flap, a shade lighter, with its golden hem.
  pen.beginPath()
  pen.moveTo(0, 0)
  pen.lineTo(0, height * 0.2)
  pen.quadraticCurveTo(width / 2, height * 0.52, width, height * 0.2)
  pen.lineTo(width, 0)
  pen.closePath()
  pen.fillStyle = shade(pen, height * 0.4, '#ff7553', '#d93521')
  pen.fill()
  pen.lineWidth = width * 0.03
  pen.strokeStyle = '#f6cd74'
  pen.stroke()
  pen.restore()
  paper()
  pen.lineWidth = width * 0.025
  pen.strokeStyle = 'rgba(255, 233, 184, 0.75)'
  pen.stroke()
  coin(pen, width / 2, height * 0.4, width * 0.17)
  return canvas
}

function coin(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fillStyle = '#f6cd74'
  pen.fill()
  pen.lineWidth = radius * 0.16
  pen.strokeStyle = '#ffe9b8'
  pen.stroke()
  const hole = radius * 0.62
  pen.fillStyle = '#b3181c'
  pen.fillRect(x - hole / 2, y - hole / 2, hole, hole)
}

function shade(pen: CanvasRenderingContext2D, height: number, from: string, to: string) {
  const gradient = pen.createLinearGradient(0, 0, 0, height)
  gradient.addColorStop(0, from)
  gradient.addColorStop(1, to)
  return gradient
}

function rounded(
  pen: CanvasRenderingContext2D,
  at: number,
  width: number,
  height: number,
  radius: number,
): void {
  pen.beginPath()
  pen.moveTo(at + radius, at)
  pen.arcTo(at + width, at, at + width, at + height, radius)
  pen.arcTo(at + width, at + height, at, at + height, radius)
  pen.arcTo(at, at + height, at, at, radius)
  pen.arcTo(at, at, at + width, at, radius)
  pen.closePath()
}
