package eventsource

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/promises"
	"go.k6.io/k6/v2/lib/types"

	"github.com/ssespec/ssespec/load/k6/eventsource/crowd"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

var errInit = errors.New("clients belong into a scenario's function: k6's init context has no network")

func (m *module) streams(address string, given []byte, onEvent func(crowd.Sampled)) (*crowd.Crowd, error) {
	var o streamOptions
	if err := read(given, &o); err != nil {
		return nil, err
	}
	slow := o.SlowReader
	if slow.BytesPerSecond < 0 || slow.Every < 0 || slow.Every > 0 && slow.BytesPerSecond == 0 {
		return nil, errors.New("slowReader: give bytesPerSecond, 1 or more, and every, so that each so many-th client is slow")
	}
	if slow.BytesPerSecond > 0 {
		slow.Every = max(slow.Every, 1)
	}
	settings, err := m.settings(address, "text/event-stream", o.options)
	if err != nil {
		return nil, err
	}
	settings.OnEvent = onEvent
	return crowd.Streams(settings, crowd.StreamSettings{
		LastEventID: o.LastEventID, Retry: or(o.Retry, time.Second), SlowEvery: slow.Every, SlowBytesPerSecond: slow.BytesPerSecond,
	}), nil
}

func (m *module) polls(address string, given []byte, _ func(crowd.Sampled)) (*crowd.Crowd, error) {
	o := pollOptions{Since: "since", Next: "next_batch"}
	if err := read(given, &o); err != nil {
		return nil, err
	}
	settings, err := m.settings(address, "application/json", o.options)
	if err != nil {
		return nil, err
	}
	return crowd.Polls(settings, crowd.PollSettings{
		Since: o.Since, Next: o.Next, KeepAlive: o.KeepAlive == nil || *o.KeepAlive, Interval: or(o.Interval, 0), Answer: or(o.Answer, time.Minute),
	}), nil
}

func (m *module) sockets(address string, given []byte, _ func(crowd.Sampled)) (*crowd.Crowd, error) {
	var o options
	if err := read(given, &o); err != nil {
		return nil, err
	}
	if o.HTTP == "2" || o.Compression {
		return nil, errors.New("WebSockets are spoken over HTTP/1.1 and without compression here")
	}
	settings, err := m.settings(address, "", o)
	if err != nil {
		return nil, err
	}
	return crowd.Sockets(settings), nil
}

func (m *module) settings(address, accept string, o options) (crowd.Settings, error) {
	state := m.vu.State()
	if state == nil {
		return crowd.Settings{}, errInit
	}
	if err := o.check(); err != nil {
		return crowd.Settings{}, err
	}
	target, first, err := o.targets(address, accept)
	if err != nil {
		return crowd.Settings{}, err
	}
	mine, err := numbers(o.Connections, state.Options)
	if err != nil {
		return crowd.Settings{}, err
	}
	if err := o.checkLimits(len(mine), first); err != nil {
		return crowd.Settings{}, err
	}
	dialer := &wire.Dialer{Tally: m.process.tally, Insecure: o.TLS.Insecure, Sources: o.SourceAddresses, Resolve: m.resolver(), Deadline: or(o.Deadline, 10*time.Second)}
	settings := crowd.Settings{
		Tally: m.process.tally, Dialer: dialer, Target: target, Numbers: mine, Ramp: o.ramp(), Run: o.Run,
		ChurnPerSecond: o.ChurnPerSecond * float64(len(mine)) / float64(o.Connections),
	}
	if o.HTTP == "2" {
		settings.Pool = &wire.Pool{Dialer: dialer, Most: o.streamsAConnection()}
	}
	return settings, nil
}

// clients is the object in a script.
type clients struct {
	module  *module
	crowd   *crowd.Crowd
	events  chan crowd.Sampled
	onEvent sobek.Callable
	held    bool
}

func (m *module) newClients(call sobek.ConstructorCall, made maker) *sobek.Object {
	rt := m.vu.Runtime()
	given := []byte("{}")
	if options := call.Argument(1); !sobek.IsUndefined(options) {
		encoded, err := json.Marshal(options.Export())
		if err != nil {
			m.throw(err)
		}
		given = encoded
	}
	c := &clients{module: m, events: make(chan crowd.Sampled, crowd.SampledPerSecond)}
	var err error
	if c.crowd, err = made(call.Argument(0).String(), given, c.sampled); err != nil {
		m.throw(err)
	}
	m.process.joins(c.crowd)
	object := rt.NewObject()
	getter := rt.ToValue(func() sobek.Value { return sobek.Undefined() })
	setter := rt.ToValue(func(value sobek.Value) { c.onEvent, _ = sobek.AssertFunction(value) })
	if err := errors.Join(
		object.Set("hold", c.hold),
		object.Set("close", c.crowd.Close),
		object.DefineAccessorProperty("onEvent", getter, setter, sobek.FLAG_FALSE, sobek.FLAG_TRUE),
	); err != nil {
		m.throw(err)
	}
	return object
}

// sampled passes an event on unless the script is behind: readers never wait for it.
func (c *clients) sampled(event crowd.Sampled) {
	select {
	case c.events <- event:
	default:
	}
}

// hold opens the streams and resolves when they were held for the duration after the ramp, or ended early.
func (c *clients) hold(duration string) (*sobek.Promise, error) {
	wait, err := types.ParseExtendedDuration(duration)
	if err != nil {
		return nil, errors.New("hold: give a duration, as hold('60s')")
	}
	if c.held {
		return nil, errors.New("hold: these clients were held already; make new ones")
	}
	c.held = true
	vu := c.module.vu
	promise, resolve, _ := promises.New(vu)
	ctx, tags := vu.Context(), vu.State().Tags.GetCurrentValues()
	go func() {
		// Ends with hold and then pushes the last metrics, while this iteration still runs: k6 accepts no metrics after it.
		done, stop := context.WithCancel(context.Background())
		var beside sync.WaitGroup
		beside.Go(func() { c.module.showEverySecond(done, tags) })
		beside.Go(func() { c.callEverySample(done) })
		interrupted := c.crowd.Hold(ctx, wait)
		stop()
		beside.Wait()
		resolve(interrupted)
	}()
	return promise, nil
}

// callEverySample calls onEvent on the virtual user's event loop. Hold's promise keeps that loop running.
func (c *clients) callEverySample(done context.Context) {
	for {
		select {
		case <-done.Done():
			return
		case event := <-c.events:
			c.call(event)
		}
	}
}

func (c *clients) call(event crowd.Sampled) {
	vu := c.module.vu
	vu.RegisterCallback()(func() error {
		if c.onEvent == nil {
			return nil
		}
		_, err := c.onEvent(sobek.Undefined(), vu.Runtime().ToValue(map[string]any{
			"stream": event.Stream, "type": event.Type, "data": event.Data, "lastEventId": event.LastEventID,
		}))
		return err
	})
}
