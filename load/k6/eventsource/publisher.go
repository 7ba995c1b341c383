package eventsource

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/promises"
	"go.k6.io/k6/v2/lib/types"

	"github.com/ssespec/ssespec/load/k6/eventsource/crowd"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

type publisherOptions struct {
	URL           string             `json:"url"`
	Method        string             `json:"method"`
	Headers       map[string]string  `json:"headers"`
	Body          json.RawMessage    `json:"body"`
	Run           string             `json:"run"`
	Sources       []source           `json:"sources"`
	RatePerSecond float64            `json:"ratePerSecond"`
	PayloadBytes  int                `json:"payloadBytes"`
	Connections   int                `json:"connections"`
	TLS           tlsOptions         `json:"tls"`
	Deadline      types.NullDuration `json:"deadline"`
}

// source is a name, or a name and the server's name for it.
type source struct{ Name, Target string }

func (s *source) UnmarshalJSON(given []byte) error {
	if err := json.Unmarshal(given, &s.Name); err == nil {
		s.Target = s.Name
		return nil
	}
	type plain source
	return json.Unmarshal(given, (*plain)(s))
}

var (
	runName    = regexp.MustCompile(`^[a-z0-9]{1,64}$`)
	sourceName = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
)

func (o *publisherOptions) check() error {
	if _, err := wire.NewTarget(o.URL, nil); err != nil {
		return err
	}
	if !runName.MatchString(o.Run) {
		return fmt.Errorf("run: %q is not of a-z and 0-9", o.Run)
	}
	if o.RatePerSecond <= 0 || len(o.Sources) == 0 {
		return errors.New("ratePerSecond, sources: give a rate above 0 and at least one source")
	}
	for _, s := range o.Sources {
		if !sourceName.MatchString(s.Name) {
			return fmt.Errorf("sources: %q is not of a-z, 0-9 and -; give { name, target } if the server uses another name", s.Name)
		}
	}
	return nil
}

// body is a text with placeholders: a string as given, anything else as JSON.
func (o *publisherOptions) body() string {
	var text string
	if err := json.Unmarshal(o.Body, &text); err == nil {
		return text
	}
	return string(o.Body)
}

func (m *module) publisherSettings(given []byte) (settings crowd.PublisherSettings, err error) {
	o := publisherOptions{Method: http.MethodPost, Connections: 16}
	if m.vu.State() == nil {
		return settings, errInit
	}
	if err = read(given, &o); err != nil {
		return settings, err
	}
	if err = o.check(); err != nil {
		return settings, err
	}
	mine, err := numbers(len(o.Sources), m.vu.State().Options)
	if err != nil {
		return settings, err
	}
	settings = crowd.PublisherSettings{
		Tally: m.process.tally, URL: o.URL, Method: o.Method, Body: o.body(), Headers: map[string]string{"Content-Type": "application/json"},
		Run: o.Run, All: len(o.Sources), RatePerSecond: o.RatePerSecond, PayloadBytes: o.PayloadBytes, Connections: o.Connections,
		Deadline: or(o.Deadline, 10*time.Second),
	}
	for name, value := range o.Headers {
		settings.Headers[http.CanonicalHeaderKey(name)] = value
	}
	for _, n := range mine {
		settings.Sources = append(settings.Sources, crowd.NumberedSource{Name: o.Sources[n].Name, Target: o.Sources[n].Target, Turn: n})
	}
	settings.Transport = &http.Transport{
		DialContext: m.vu.State().Dialer.DialContext, MaxIdleConnsPerHost: o.Connections,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: o.TLS.Insecure}, //nolint:gosec // requested by the user
	}
	return settings, nil
}

func (m *module) newPublisher(call sobek.ConstructorCall) *sobek.Object {
	given, err := json.Marshal(call.Argument(0).Export())
	if err != nil {
		m.throw(err)
	}
	settings, err := m.publisherSettings(given)
	if err != nil {
		m.throw(err)
	}
	object := m.vu.Runtime().NewObject()
	if err := object.Set("publish", func(duration string) (*sobek.Promise, error) { return m.publish(settings, duration) }); err != nil {
		m.throw(err)
	}
	return object
}

// publish resolves when the last publication is answered.
func (m *module) publish(settings crowd.PublisherSettings, duration string) (*sobek.Promise, error) {
	wait, err := types.ParseExtendedDuration(duration)
	if err != nil {
		return nil, errors.New("publish: give a duration, as publish('60s')")
	}
	promise, resolve, _ := promises.New(m.vu)
	ctx := m.vu.Context()
	go func() {
		crowd.Publish(ctx, settings, wait)
		resolve(ctx.Err() != nil)
	}()
	return promise, nil
}

// resolver is k6's own, so that its `hosts`, `dns` and `blockHostnames` apply here too.
func (m *module) resolver() func(string) (string, error) {
	known := m.vu.State().GetAddrResolver()
	if known == nil {
		return nil
	}
	return func(address string) (string, error) {
		ip, port, err := known.ResolveAddr(address)
		return (&net.TCPAddr{IP: ip, Port: port}).String(), err
	}
}
