package eventsource

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/types"

	"github.com/ssespec/ssespec/load/k6/eventsource/crowd"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// options are the options of all clients. Durations are '10s' or milliseconds.
type options struct {
	Connections             int                `json:"connections"`
	Ramp                    types.NullDuration `json:"ramp"`
	Headers                 map[string]string  `json:"headers"`
	Accounts                []account          `json:"accounts"`
	Run                     string             `json:"run"`
	HTTP                    string             `json:"http"`
	MaxStreamsPerConnection int                `json:"maxStreamsPerConnection"`
	TLS                     tlsOptions         `json:"tls"`
	Compression             bool               `json:"compression"`
	SourceAddresses         []net.IP           `json:"sourceAddresses"`
	Deadline                types.NullDuration `json:"deadline"`
	ChurnPerSecond          float64            `json:"churnPerSecond"`
}

// account has the URL and headers of one client; clients use accounts in turn.
type account struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
}

type tlsOptions struct {
	Insecure bool `json:"insecure"`
}

type streamOptions struct {
	options
	LastEventID string             `json:"lastEventId"`
	Retry       types.NullDuration `json:"retry"`
	SlowReader  struct {
		BytesPerSecond int `json:"bytesPerSecond"`
		Every          int `json:"every"`
	} `json:"slowReader"`
}

type pollOptions struct {
	options
	Since     string             `json:"since"`
	Next      string             `json:"next"`
	KeepAlive *bool              `json:"keepAlive"`
	Interval  types.NullDuration `json:"interval"`
	Answer    types.NullDuration `json:"answer"`
}

// read parses a script's options into one of the types above. An unknown name is an error.
func read(given []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(given))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("the options are not understood: %w", err)
	}
	return nil
}

func (o *options) check() error {
	switch {
	case o.Connections < 1:
		return errors.New("connections: give how many, 1 or more")
	case o.HTTP != "" && o.HTTP != "1.1" && o.HTTP != "2":
		return fmt.Errorf("http: %q is neither '1.1' nor '2'", o.HTTP)
	case o.ChurnPerSecond < 0 || o.MaxStreamsPerConnection < 0:
		return errors.New("churnPerSecond, maxStreamsPerConnection: they are not below 0")
	}
	return nil
}

func or(given types.NullDuration, otherwise time.Duration) time.Duration {
	if given.Valid {
		return given.TimeDuration()
	}
	return otherwise
}

// startsPerSecond is how fast clients start without a ramp.
const startsPerSecond = 2000

func (o *options) ramp() time.Duration {
	return or(o.Ramp, time.Duration(o.Connections)*time.Second/startsPerSecond)
}

// targets returns what each client requests. All addresses are parsed now, so that a wrong one fails before the start.
func (o *options) targets(address, accept string) (func(n int) wire.Target, *url.URL, error) {
	accounts := o.Accounts
	if len(accounts) == 0 {
		accounts = []account{{}}
	}
	base := make([]string, len(accounts))
	headers := make([]http.Header, len(accounts))
	var first *url.URL
	for i, account := range accounts {
		base[i] = address
		if account.URL != "" {
			base[i] = account.URL
		}
		target, err := wire.NewTarget(wire.Numbered(base[i], 0), nil)
		if err != nil {
			return nil, nil, err
		}
		if first == nil {
			first = target.URL
		}
		headers[i] = o.header(accept, account.Headers)
	}
	return func(n int) wire.Target {
		header := make(http.Header, len(headers[n%len(headers)]))
		for name, values := range headers[n%len(headers)] {
			header[name] = []string{wire.Numbered(values[0], n)}
		}
		target, _ := wire.NewTarget(wire.Numbered(base[n%len(base)], n), header)
		return target
	}, first, nil
}

func (o *options) header(accept string, own map[string]string) http.Header {
	header := http.Header{"User-Agent": {"ssespec-k6"}}
	if accept != "" {
		header.Set("Accept", accept)
		header.Set("Cache-Control", "no-store")
	}
	if o.Compression {
		header.Set("Accept-Encoding", "gzip")
	}
	for _, given := range []map[string]string{o.Headers, own} {
		for name, value := range given {
			header.Set(name, value)
		}
	}
	return header
}

// numbers are the clients of this process: all, or those of its execution segment.
func numbers(connections int, given lib.Options) ([]int, error) {
	tuple, err := lib.NewExecutionTuple(given.ExecutionSegment, given.ExecutionSegmentSequence)
	if err != nil {
		return nil, err
	}
	mine := make([]int, 0, connections)
	index := lib.NewSegmentedIndex(tuple)
	for _, n := index.Next(); n <= int64(connections); _, n = index.Next() {
		mine = append(mine, int(n-1))
	}
	return mine, nil
}

// checkLimits checks before the start whether this machine can hold that many clients.
func (o *options) checkLimits(connections int, to *url.URL) error {
	if o.HTTP == "2" {
		connections = connections/o.streamsAConnection() + 1
	}
	spread := len(o.SourceAddresses) == 0 && crowd.Spreads(to.Hostname())
	return crowd.CheckLimits(connections, len(o.SourceAddresses), spread)
}

func (o *options) streamsAConnection() int {
	if o.MaxStreamsPerConnection == 0 {
		return 100
	}
	return o.MaxStreamsPerConnection
}
