import { useState } from 'preact/hooks'
import { timeOfDay } from '../../format'
import { titleOf } from '../model'
import type { Scene } from '../scene'
import * as api from '../spoken/api'
import { VERDICTS, type Alert } from '../spoken/state'

/** Decided alerts that are still told; the record has them all. */
const DECIDED_SHOWN = 3

/** What is said on air and wants evidence, and what the crew says to the host. */
export function Spoken({ scene }: { scene: Scene }) {
  const { desk, words } = scene
  const told = words.spoken
  const [refusal, tell] = useState<api.Refusal>(null)
  const { alerts = [] } = desk.alerts ?? {}
  const open = alerts.filter((one) => one.decided === null)
  const decided = alerts.filter((one) => one.decided !== null).slice(0, DECIDED_SHOWN)
  return (
    <section class="card spoken" aria-labelledby="spoken-h" data-testid="spoken">
      <h2 id="spoken-h">{told.title}</h2>
      <p class="heard muted" data-testid="heard" data-final={desk.captions?.final ?? true}>
        {desk.captions ? `“${desk.captions.text}”` : told.nothing_heard}
      </p>
      {open.map((one) => (
        <AlertCard key={one.id} alert={one} scene={scene} tell={tell} />
      ))}
      {decided.map((one) => (
        <p key={one.id} class="small" data-testid={`decided-${one.id}`}>
          {one.term} · {one.decided ? told.decided(one.decided, words.seat(one.decided.by)) : ''}
        </p>
      ))}
      {alerts.length > 0 ? (
        <p class="small">
          <a href="/api/console/alerts.jsonl" download="alerts.jsonl">
            {told.all}
          </a>
        </p>
      ) : null}
      {refusal ? (
        <p class="banner" role="alert" data-testid="spoken-refusal">
          {refusal === 'none' ? told.no_answer : scene.say(refusal)}
        </p>
      ) : null}
      <Messages scene={scene} tell={tell} />
    </section>
  )
}

type Tell = (refusal: api.Refusal) => void

function AlertCard({ alert, scene, tell }: { alert: Alert; scene: Scene; tell: Tell }) {
  const { state, words, say } = scene
  const told = words.spoken
  const at = timeOfDay(alert.said_ms, state.show.utc_offset_min)
  return (
    <article class="claim" data-testid="alert" aria-label={alert.term}>
      <h3>
        <span class="rule">{alert.rule}</span> “{alert.term}” <small>{say(alert.name)}</small>
      </h3>
      <p>{alert.sentence}</p>
      <p class="muted">
        {[at, alert.segment && titleOf(scene, alert.segment), alert.speaker].filter(Boolean).join(' · ')}
      </p>
      <p class="hint">{say(alert.hint)}</p>
      <p class="row">
        {VERDICTS.map((verdict) => (
          <button
            key={verdict}
            type="button"
            class="act quiet"
            data-testid={`decide-${verdict}`}
            onClick={() => void api.decide(alert.id, verdict).then(tell)}
          >
            {told.verdicts[verdict]}
          </button>
        ))}
      </p>
    </article>
  )
}

/** A line to the host, what stands on the prompter, and a link for another one. */
function Messages({ scene, tell }: { scene: Scene; tell: Tell }) {
  const { desk, words } = scene
  const told = words.spoken
  const [text, write] = useState('')
  const [link, give] = useState<string | null>(null)
  const { messages = [] } = desk.alerts ?? {}
  const send = async (event: Event) => {
    event.preventDefault()
    if (!text.trim()) return
    const refusal = await api.say(text)
    tell(refusal)
    if (refusal === null) write('')
  }
  return (
    <>
      <h3 class="to-host-h">{told.to_host}</h3>
      <form class="row to-host" onSubmit={(event) => void send(event)}>
        <input
          value={text}
          maxLength={120}
          placeholder={told.placeholder}
          aria-label={told.to_host}
          data-testid="to-host"
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" class="act" data-testid="send-to-host" disabled={!text.trim()}>
          {told.send}
        </button>
      </form>
      <ul class="messages">
        {messages.map((one) => (
          <li key={one.id} data-testid="to-host-message">
            <span>{one.text}</span>
            <button
              type="button"
              class="act quiet"
              aria-label={told.clear_label(one.text)}
              onClick={() => void api.clear(one.id).then(tell)}
            >
              {told.clear}
            </button>
          </li>
        ))}
      </ul>
      <p class="row">
        <button
          type="button"
          class="act quiet"
          data-testid="prompter-link"
          onClick={() => void api.link().then((made) => (made ? give(made) : tell('none')))}
        >
          {told.link}
        </button>
        <a href="/prompter" target="_blank" rel="noreferrer">
          {told.look}
        </a>
      </p>
      {link ? (
        <p class="small link" data-testid="prompter-address">
          {told.link_note} <code>{link}</code>
        </p>
      ) : null}
    </>
  )
}
