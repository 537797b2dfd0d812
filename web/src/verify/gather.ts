import type { Files } from '../proof/record'

/** What somebody dropped, chose or linked to: files by their paths. */
export async function fromInput(list: Iterable<File>): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const file of list) files.set(file.webkitRelativePath || file.name, await bytesOf(file))
  return files
}

/** Files and folders of a drop, folders with all that is in them. */
export async function fromDrop(data: DataTransfer): Promise<Map<string, Uint8Array>> {
  // Both lists are gone after the first wait: take them now.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const plain = [...data.files]
  if (entries.every((entry) => entry === null)) return fromInput(plain)
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) if (entry) await walk(entry, files)
  return files
}

/** One thing to verify, by the name that it is shown under. */
export type Subject =
  | { readonly is: 'bundle'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly is: 'record'; readonly name: string; readonly files: Files }

/** What there is to verify in some files, and the pins among them. */
export interface Sorted {
  readonly subjects: Subject[]
  readonly pins: Uint8Array | null
}

const RECORD = 'record.json'
const PINS = 'pins.json'

/** A folder with a `record.json` is a record with all that is in it; other files are bundles. */
export function sorted(files: Files): Sorted {
  const subjects: Subject[] = []
  const rest = new Map(files)
  const roots = [...files.keys()].filter((path) => base(path) === RECORD).map(folder)
  for (const root of roots.sort((a, b) => a.length - b.length)) {
    const own = [...rest].filter(([path]) => path.startsWith(root))
    if (!own.some(([path]) => path === root + RECORD)) continue
    for (const [path] of own) rest.delete(path)
    const inside = own.map(([path, bytes]) => [path.slice(root.length), bytes] as const)
    const name = base(root.slice(0, -1)) || RECORD
    subjects.push({ is: 'record', name, files: new Map(inside) })
  }
  let pins: Uint8Array | null = null
  for (const [path, bytes] of rest) {
    if (base(path) === PINS) pins = bytes
    else subjects.push({ is: 'bundle', name: nameOf(path), bytes })
  }
  return { subjects, pins }
}

async function walk(entry: FileSystemEntry, files: Map<string, Uint8Array>): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '')
  if (isFile(entry)) {
    const file = await new Promise<File>((give, fail) => entry.file(give, fail))
    files.set(path, await bytesOf(file))
  } else if (isFolder(entry)) {
    const reader = entry.createReader()
    for (;;) {
      // A folder is read in portions, until there is nothing left.
      const some = await new Promise<FileSystemEntry[]>((give, fail) => {
        reader.readEntries(give, fail)
      })
      if (some.length === 0) break
      for (const inside of some) await walk(inside, files)
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

/** A file by its name, what a link led to by its whole path. */
const nameOf = (path: string) => (path.startsWith('/') ? path : base(path))
const base = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const folder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
