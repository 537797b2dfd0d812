/** A card for a moment without a segment: standing by, over, not connected yet. */
export function Card(props: { name: string; title: string; note?: string }) {
  return (
    <main class="view card" data-view={props.name}>
      <h2 data-testid="stage-title">{props.title}</h2>
      {props.note ? <p class="lead">{props.note}</p> : null}
    </main>
  )
}
