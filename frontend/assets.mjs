// Writes the script and the fonts into the folder named on the command line.
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import subsetFont from 'subset-font'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2]
const fonts = join(here, 'node_modules/@fontsource/noto-sans')

const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext']
const WEIGHTS = [400, 700]
// Of extended Cyrillic only what living languages write; Slavonic church letters would cost a Kyrgyz reader 30 kB.
const LIVING_CYRILLIC = { first: 0x048a, last: 0x052f, name: 'U+048A-052F' }

await build({
  entryPoints: [join(here, 'scripts/firststop.js')],
  outfile: join(out, 'firststop.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  logLevel: 'warning'
})

function letters ({ first, last }) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i))
}

function rangeOf (stylesheet, file) {
  const block = stylesheet.split('@font-face').find((part) => part.includes(`${file}.woff2`))
  return /unicode-range:\s*([^;]+);/.exec(block)[1]
}

async function face (script, weight) {
  const file = `noto-sans-${script}-${weight}-normal`
  const source = join(fonts, 'files', `${file}.woff2`)
  let range = rangeOf(await readFile(join(fonts, `${weight}.css`), 'utf8'), file)
  if (script === 'cyrillic-ext') {
    const small = await subsetFont(await readFile(source), letters(LIVING_CYRILLIC), { targetFormat: 'woff2' })
    await writeFile(join(out, `${file}.woff2`), small)
    range = LIVING_CYRILLIC.name
  } else {
    await copyFile(source, join(out, `${file}.woff2`))
  }
  return `@font-face{font-family:"Noto Sans";font-weight:${weight};font-display:swap;` +
    `src:url("${file}.woff2") format("woff2");unicode-range:${range}}\n`
}

const faces = []
for (const script of SCRIPTS) for (const weight of WEIGHTS) faces.push(await face(script, weight))
await writeFile(join(out, 'fonts.css'), faces.join(''))

// The Open Font Licence wants to travel with the fonts.
await copyFile(join(fonts, 'LICENSE'), join(out, 'noto-sans-licence.txt'))
