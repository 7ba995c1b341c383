package crowd

import "strings"

// English text: it compresses like real messages and needs no JSON escapes.
const prose = "Morning all. Has anyone else seen the build on the staging box turn red since about seven? Mine stops in the fourth stage, " +
	"right after the caches are restored, and the log ends with exit 137, so my first guess would be memory. I will try it again with half " +
	"the workers; if that goes through we should probably cap them for everybody. By the way, Judith asked whether the release notes are " +
	"still waiting for the numbers from last week: I put a draft into the shared folder, chapters two and five need a second pair of eyes, " +
	"and the table on page 9 is from an old run and has to go. About Thursday: the room upstairs is taken from 14:30, so either we meet at " +
	"noon and bring sandwiches, or we move it to Friday morning, when Piotr is back from Lublin and can tell us how the migration went. " +
	"Oh, and whoever borrowed the long HDMI cable, please hang it back onto the hook beside the whiteboard, the new projector does not take " +
	"anything else. One more thing, because it came up twice yesterday: tokens for the test server expire after 90 minutes now, not after a " +
	"day, which is why your scripts suddenly answer 401 around lunchtime. Refresh them before each batch, and please do not paste them here. " +
	"That is all from me, have a good start, and shout if the queue grows beyond 2,000 again; I keep an eye on it until six or so. "

// filler returns English text of the given length in bytes.
func filler(size int) string {
	if size <= 0 {
		return ""
	}
	return strings.Repeat(prose, size/len(prose)+1)[:size]
}
