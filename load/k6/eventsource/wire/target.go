// Package wire opens connections and counts their bytes below TLS: HTTP/1.1 on separate connections, HTTP/2 with many streams on one.
package wire

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Target is what one client requests.
type Target struct {
	URL    *url.URL
	Header http.Header
}

// NewTarget parses an absolute http or https URL (ws and wss for sockets).
func NewTarget(address string, header http.Header) (Target, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Target{}, fmt.Errorf("%q is not a URL: %w", address, err)
	}
	switch u.Scheme {
	case "http", "https", "ws", "wss":
	default:
		return Target{}, fmt.Errorf("%q is not a URL of http or https: write it in full, as http://127.0.0.1:8099/events", address)
	}
	if u.Host == "" {
		return Target{}, fmt.Errorf("%q names no host", address)
	}
	return Target{u, header}, nil
}

func (t Target) secure() bool { return t.URL.Scheme == "https" || t.URL.Scheme == "wss" }

// Address returns host:port, with the scheme's port if the URL has none.
func (t Target) Address() string {
	port := t.URL.Port()
	if port == "" {
		port = map[bool]string{false: "80", true: "443"}[t.secure()]
	}
	return net.JoinHostPort(t.URL.Hostname(), port)
}

func (t Target) tls(insecure bool, protocols ...string) *tls.Config {
	return &tls.Config{ServerName: t.URL.Hostname(), InsecureSkipVerify: insecure, NextProtos: protocols} //nolint:gosec // requested by the user
}

// Numbered replaces {{n}} with the client's number.
func Numbered(text string, n int) string {
	if !strings.Contains(text, "{{n}}") {
		return text
	}
	return strings.ReplaceAll(text, "{{n}}", strconv.Itoa(n))
}
