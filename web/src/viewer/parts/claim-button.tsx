import type { ClaimView } from '../claim-view'

/**
 * The one big button of a window, and the state told below it. aria-disabled keeps the focus: one
 * can wait on the button with a keyboard. Without a label there is nothing left to press.
 */
export function ClaimButton({ view, press }: { view: ClaimView; press: () => void }) {
  return view.label === '' ? null : (
    <button
      type="button"
      class="claim"
      data-testid="claim-button"
      aria-disabled={!view.enabled}
      aria-describedby="claim-state"
      onClick={() => view.enabled && press()}
    >
      {view.label}
    </button>
  )
}

export function ClaimState({ view }: { view: ClaimView }) {
  return (
    <p
      id="claim-state"
      class="claim-state"
      role="status"
      aria-live="polite"
      data-testid="claim-state"
      data-state={view.state}
    >
      {view.told}
    </p>
  )
}
