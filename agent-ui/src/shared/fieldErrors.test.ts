import { expect, test } from 'vitest'
import { ApiError } from './api/client'
import { errorAt, errorsElsewhere, fieldErrors } from './fieldErrors'

const refusal = new ApiError(422, { errors: [{ pointer: '/name', message: 'blank' }, { pointer: '#/hours/2/from', message: 'late' }, { pointer: '/hours/3', message: 'late' }, { pointer: '', message: 'all' }] })

test('messages are found at their field and above it', () => {
  const errors = fieldErrors(refusal)
  expect([errorAt(errors, 'name'), errorAt(errors, 'hours/2'), errorAt(errors, 'hours'), errorAt(errors, 'hour')]).toEqual(['blank', 'late', 'late', null])
})

test('what no field shows is not lost', () => {
  expect(errorsElsewhere(fieldErrors(refusal), ['name', 'hours'])).toEqual(['all'])
  expect(fieldErrors(new Error('x'))).toEqual({})
})
