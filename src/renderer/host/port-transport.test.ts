import { expect, it } from 'vitest'
import { portTransport } from './port-transport.ts'

const next = (): { readonly promise: Promise<unknown>; readonly resolve: (value: unknown) => void } =>
  Promise.withResolvers<unknown>()

it('carries messages, those that came before the listener too', async () => {
  const { port1, port2 } = new MessageChannel()
  const transport = portTransport(port1)
  port2.postMessage({ kind: 'done' })
  const message = next()
  transport.onMessage(message.resolve)
  expect(await message.promise).toEqual({ kind: 'done' })
  const sent = next()
  port2.addEventListener('message', (event) => sent.resolve(event.data))
  port2.start()
  transport.send({ kind: 'call' })
  expect(await sent.promise).toEqual({ kind: 'call' })
  transport.close()
})

it('closes once, when the other side goes', async () => {
  const { port1, port2 } = new MessageChannel()
  const transport = portTransport(port1)
  let times = 0
  const closed = next()
  transport.onClose(() => {
    times++
    closed.resolve(null)
  })
  transport.onMessage(() => undefined)
  port2.close()
  await closed.promise
  transport.close()
  expect(times).toBe(1)
})
