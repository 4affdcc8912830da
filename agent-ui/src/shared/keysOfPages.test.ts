import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { actions, refusal } from './bindings'

const src = resolve(import.meta.dirname, '..')
const pages = readdirSync(resolve(src, 'app/pages')).filter(name => name.endsWith('.vue')).map(name => resolve(src, 'app/pages', name))
const layout = resolve(src, 'app/layout/Workplace.vue')

interface Part { imports: string[]; keys: string[] }
const read = new Map<string, Part>()

/** What a file imports of ours, and the keys it listens to. */
function partOf(file: string): Part {
  const known = read.get(file)
  if (known) return known
  const part: Part = { imports: [], keys: [] }
  read.set(file, part)
  const text = readFileSync(file, 'utf8')
  const script = file.endsWith('.vue') ? /<script setup lang="ts">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '' : text
  const named = (map: ts.ObjectLiteralExpression) => map.properties.flatMap(one => one.name ? [ts.isStringLiteral(one.name) ? one.name.text : one.name.getText(tree)] : [])
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword))) {
      const named = ts.isImportDeclaration(node) ? node.moduleSpecifier : node.arguments[0]
      if (named && ts.isStringLiteral(named)) {
        const from = named.text.startsWith('@/') ? resolve(src, named.text.slice(2)) : named.text.startsWith('.') ? resolve(dirname(file), named.text) : null
        const found = from ? [from, `${from}.ts`].find(one => /\.(vue|ts)$/.test(one) && existsSync(one)) : undefined
        if (found) part.imports.push(found)
      }
    }
    if (ts.isCallExpression(node) && node.expression.getText(tree) === 'useKeys' && node.arguments[0] && ts.isObjectLiteralExpression(node.arguments[0])) {
      part.keys.push(...named(node.arguments[0]))
    }
    // keys of a table's rows, which the page hears too where the row leaves them alone
    if (ts.isVariableDeclaration(node) && node.name.getText(tree) === 'rowKeys' && node.initializer && ts.isObjectLiteralExpression(node.initializer)) part.keys.push(...named(node.initializer))
    ts.forEachChild(node, visit)
  }
  const tree = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true)
  visit(tree)
  return part
}

/** A page with all that can stand on it. The layout is around every page, but the pages are not on it. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (!seen.has(file) && !/[\\/](?:router|main)\.ts$/.test(file)) {
    seen.add(file)
    for (const next of partOf(file).imports) reach(next, seen)
  }
  return seen
}
const heard = (page: string) => [...reach(layout, reach(page))].flatMap(file => partOf(file).keys.map(key => ({ key, file: file.slice(src.length + 1) })))

test.each(pages.map(page => [page.slice(src.length + 1), page]))('no key means two things on %s', (_, page) => {
  const by = new Map<string, string[]>()
  for (const { key, file } of heard(page)) by.set(key, [...by.get(key) ?? [], file])
  expect([...by].filter(([, files]) => files.length > 1)).toEqual([])
})

test('every key that is listened to can be moved, or nothing can be moved onto it', () => {
  const keys = new Set(pages.flatMap(heard).map(one => one.key))
  expect(keys.size).toBeGreaterThan(20)
  expect([...keys].filter(key => !(actions as readonly string[]).includes(key) && refusal('/', key) === null)).toEqual([])
})
