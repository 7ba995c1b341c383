// A dedicated or shared worker of the page: what its sources see is sent to the page that asked.
const serve = port => {
  self.relayLine = lines => port.postMessage(lines)
  port.onmessage = ({ data: { open, close, spec } }) => {
    if (open !== undefined) self.ssespec.open(open, spec)
    if (close !== undefined) self.ssespec.close(close)
  }
}

importScripts('recorder.js')

if ('onconnect' in self) self.onconnect = ({ ports: [port] }) => serve(port)
else serve(self)
