import { useState } from 'preact/hooks'
import type { WonClaim } from 'gala-client/claims'
import type { Guarantee } from 'gala-client/segment'
import type { Live } from '../live'
import type { Scene } from '../scene'
import type { NotDone } from '../trust/api'
import { Trouble } from './guarantees'

const SAID_CHARS_MAX = 1_000
const FILES_MAX = 5

interface Props {
  receipt: WonClaim
  live: Live
  scene: Pick<Scene, 'words' | 'say'>
  /** The guarantees of the receipt that have not been claimed. */
  left: readonly Guarantee[]
  close: () => void
}

/** The claim itself: on which guarantee, what happened, and what there is to show. */
export function GuaranteeForm({ receipt, live, scene, left, close }: Props) {
  const { words, say } = scene
  const told = words.trust
  const [chosen, choose] = useState(left[0]?.id ?? '')
  const [said, say_it] = useState('')
  const [files, setFiles] = useState<readonly string[]>([])
  const [dropped, setDropped] = useState(false)
  const [busy, setBusy] = useState(false)
  const [not, setNot] = useState<NotDone | null>(null)
  const offers = live.counter?.mine?.offers[receipt.window] ?? []
  const offer = offers.find(({ id }) => id === chosen)

  const take = async (list: FileList | null) => {
    const { digestOf } = await import('../trust/digest')
    const all = [...(list ?? [])]
    const digests = await Promise.all(all.slice(0, FILES_MAX).map(digestOf))
    const read = digests.filter((one): one is string => one !== null)
    setFiles(read)
    setDropped(read.length < all.length)
  }
  const send = async (event: Event) => {
    event.preventDefault()
    if (busy || said.trim() === '' || !live.counter) return
    setBusy(true)
    const failed = await live.counter.file(receipt, chosen, { said: said.trim(), files })
    setBusy(false)
    setNot(failed)
    if (failed === null) close()
  }
  const id = `form-${receipt.window}`
  return (
    <form class="guarantee-form" data-testid="guarantee-form" onSubmit={send}>
      <fieldset>
        <legend>{told.which}</legend>
        {left.map((one) => (
          <label key={one.id}>
            <input
              type="radio"
              name={`${id}-which`}
              value={one.id}
              checked={chosen === one.id}
              onChange={() => choose(one.id)}
            />
            <span>{say(one.title)}</span>
          </label>
        ))}
        <p class="small" role="status">
          {offer ? `${told.worth(offer)} · ${told.days(offer.claim_days)}` : ''}
          {offer?.yours === false ? ` · ${told.not_yours}` : ''}
        </p>
        {offer?.word ? (
          <p class="small">
            {told.word(say(offer.word.merchant), say(offer.word.by), offer.word.on)}
          </p>
        ) : null}
      </fieldset>
      <label for={`${id}-said`}>{told.said}</label>
      <textarea
        id={`${id}-said`}
        rows={4}
        maxLength={SAID_CHARS_MAX}
        required
        value={said}
        aria-describedby={`${id}-note`}
        data-testid="guarantee-said"
        onInput={(event) => say_it(event.currentTarget.value)}
      />
      <p class="small" id={`${id}-note`}>
        {told.said_note}
      </p>
      <p class="guarantee-label" id={`${id}-files`}>
        {told.files}
      </p>
      <label class="button guarantee-files">
        {told.choose_files}
        <input
          type="file"
          multiple
          class="sr-only"
          data-testid="guarantee-files"
          aria-describedby={`${id}-files`}
          onChange={(event) => void take(event.currentTarget.files)}
        />
      </label>
      <p class="small" role="status">
        {files.length > 0 ? told.fingerprint(files.length) : told.files_note}
        {dropped ? ` ${told.file_large}` : ''}
      </p>
      <p class="small">{told.one_each}</p>
      <p class="guarantee-row">
        <button
          type="submit"
          class="button strong"
          data-testid="guarantee-send"
          disabled={busy || said.trim() === '' || offer?.yours === false}
        >
          {busy ? told.sending : told.send}
        </button>
        <button type="button" class="button" onClick={close}>
          {told.cancel}
        </button>
      </p>
      <Trouble not={not} scene={scene} />
    </form>
  )
}
