import { readdirSync } from 'node:fs'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const rooms = readdirSync('src/features')

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()], 'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] } },
    rules: {
      'max-lines': ['error', 300],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [
        ...rooms.map(room => ({ target: `./src/features/${room}`, from: './src/features', except: [`./${room}`] })),
        { target: './src/features', from: ['./src/app', './src/mock'] },
        { target: './src/shared', from: ['./src/features', './src/app', './src/mock'] },
        { target: './src/mock', from: ['./src/features', './src/app'] },
      ] }],
      'no-restricted-imports': ['error', { paths: [
        { name: '@stomp/stompjs', message: 'Only shared/api/live.ts speaks STOMP.' },
        { name: 'jssip', message: 'Only features/call/softphone.ts speaks SIP.' },
        { name: 'wavesurfer.js', message: 'Only features/recording/wave.ts draws waves.' },
      ] }],
      // a style attribute is refused by the Content-Security-Policy
      'vue/no-static-inline-styles': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/require-default-prop': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'vue/first-attribute-linebreak': 'off',
    },
  },
  {
    files: ['src/shared/api/live.ts', 'src/features/call/softphone.ts', 'src/features/recording/wave.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
)
