package wire

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// SocketsAnAddress is how many sockets share one source address: there are about 28,000 ports per address, and
// choosing one becomes very slow long before they are used up.
const SocketsAnAddress = 7000

// Dialer opens the connections of all clients.
type Dialer struct {
	Tally    *tally.Tally
	Insecure bool
	// Sources are the addresses to connect from, used in turn; none: spread over 127.0.0.0/8 if the target is there.
	Sources []net.IP
	// Resolve returns a host's address; nil uses the system.
	Resolve func(address string) (string, error)
	// Deadline limits connecting, the handshake and the wait for a response's head.
	Deadline time.Duration
}

// Conn counts its bytes below TLS.
type Conn struct {
	net.Conn
	traffic *tally.Traffic
}

func (c *Conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.traffic.Received.Add(int64(n))
	return n, err
}

func (c *Conn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.traffic.Sent.Add(int64(n))
	return n, err
}

// Dial connects the client with this number.
func (d *Dialer) Dial(ctx context.Context, n int, address string) (*Conn, error) {
	if d.Resolve != nil {
		resolved, err := d.Resolve(address)
		if err != nil {
			return nil, fmt.Errorf("resolve: %w", err)
		}
		address = resolved
	}
	began := time.Now()
	dialer := net.Dialer{Timeout: d.Deadline}
	if source := d.source(n, address); source != nil {
		dialer.LocalAddr = &net.TCPAddr{IP: source}
		dialer.Control = portAtConnect
	}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	d.Tally.Connect.Record(time.Since(began).Microseconds())
	return &Conn{conn, d.Tally.Traffic(n)}, nil
}

func (d *Dialer) source(n int, address string) net.IP {
	if len(d.Sources) > 0 {
		return d.Sources[n%len(d.Sources)]
	}
	host, _, _ := net.SplitHostPort(address)
	ip := net.ParseIP(host).To4()
	if host == "localhost" {
		ip = net.IPv4(127, 0, 0, 1).To4()
	}
	if ip == nil || ip[0] != 127 {
		return nil
	}
	// 127.0.0.2 and up: 127.0.0.1 is left to others.
	block := n/SocketsAnAddress + 2
	return net.IPv4(127, byte(block>>16), byte(block>>8), byte(block))
}

// secure does the TLS handshake over conn.
func (d *Dialer) secure(ctx context.Context, n int, conn *Conn, config *tls.Config) (*tls.Conn, error) {
	began := time.Now()
	secured := tls.Client(conn, config)
	ctx, cancel := context.WithTimeout(ctx, d.Deadline)
	defer cancel()
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, fmt.Errorf("handshake: %w", err)
	}
	d.Tally.TLS.Record(time.Since(began).Microseconds())
	d.Tally.Count(n, tally.Handshakes)
	return secured, nil
}

// Connect dials, and does the TLS handshake if the target needs it.
func (d *Dialer) Connect(ctx context.Context, n int, target Target, protocols ...string) (net.Conn, error) {
	conn, err := d.Dial(ctx, n, target.Address())
	if err != nil || !target.secure() {
		return conn, err
	}
	return d.secure(ctx, n, conn, target.tls(d.Insecure, protocols...))
}
