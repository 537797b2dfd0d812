/** A bundle's address, or why it cannot be fetched from here. */
export type Link =
  | { readonly is: 'here'; readonly path: string }
  | { readonly is: 'elsewhere'; readonly host: string }
  | { readonly is: 'none' }

/**
 * What a pasted link leads to: a bundle of this site, also through a link to this page. The page's
 * own policy keeps it from fetching from any other site.
 */
export function linkOf(typed: string, here: string): Link {
  let url: URL
  try {
    url = new URL(typed.trim(), here)
  } catch {
    return { is: 'none' }
  }
  if (typed.trim() === '' || !/^https?:$/.test(url.protocol)) return { is: 'none' }
  if (url.origin !== new URL(here).origin) return { is: 'elsewhere', host: url.host }
  const inner = url.searchParams.get('bundle')
  if (inner !== null) return linkOf(inner, here)
  return { is: 'here', path: url.pathname + url.search }
}
