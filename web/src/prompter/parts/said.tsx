import { pick } from '../../lang'
import type { Scene } from '../app'
import type { Ask } from '../model'

/** What the crew says to the host, and what the host should put right. */
export function Said({ scene, asks }: { scene: Scene; asks: readonly Ask[] }) {
  const { state, words, lang } = scene
  return (
    <div class="said" aria-live="assertive">
      {state.messages.map(({ id, text }) => (
        <p key={id} class="message" data-testid="message">
          <span class="tag">{words.crew}</span> {text}
        </p>
      ))}
      {asks.map(({ id, terms, say }) => (
        <p key={id} class="alert" data-testid="alert">
          <strong>{pick(say, lang)}</strong>
          <span>{words.alert(terms)}</span>
        </p>
      ))}
    </div>
  )
}
