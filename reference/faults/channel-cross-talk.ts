import type { Fault } from '../fault.js'

export const channelCrossTalk: Fault = {
  name: 'channel-cross-talk',
  breaks: ['SEC-08', 'ID-05', 'ID-08', 'RES-02', 'RES-13', 'RES-15b'],
  summary: "Every third event is published to all channels, as when a shared variable still holds another request's channel.",
  profile: 'sse',
  channels: true,
  wrap: clean => {
    const counts = new Map<string, number>()
    return {
      publish: (publication, server) => {
        const count = (counts.get(publication.channel) ?? 0) + 1
        counts.set(publication.channel, count)
        const others = [...server.channels.keys()].filter(name => count % 3 === 0 && name !== publication.channel)
        for (const channel of others) clean.publish({ ...publication, channel, id: undefined }, server)
        return clean.publish(publication, server)
      },
    }
  },
}
