using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>What is written can be read, whatever it is made of: readers take only what they would write.</summary>
public sealed class AttackTextTests
{
    [Theory]
    [InlineData("\u001b[31mout of memory\u001b")]
    [InlineData("\0broken")]
    [InlineData("broken\0")]
    [InlineData("\0 \u0001")]
    public void A_reason_with_control_characters_at_its_ends_can_be_read_again(string reason)
    {
        var lease = new WorkLease(new JobName(7, 1), 1, default, default);
        var failed = new WorkRequest(new byte[WorkRequest.IdSize], WorkVerb.Fail, "w", "cpu")
        {
            Lease = lease,
            Failure = new WorkFailureFields(0, 0, reason, null),
        };
        string told = WorkRequestCodec.Decode(WorkRequestCodec.Encode(failed)).Failure!.Reason;
        Assert.DoesNotContain(told, char.IsControl);
        var answer = new BlockAnswer(BlockVerdict.Malformed, Reason: reason);
        Assert.Equal(MessageText.Line(reason), BlockAnswerCodec.Decode(BlockAnswerCodec.Encode(answer)).Reason);
    }

    [Fact]
    public void A_line_is_its_own_line()
    {
        var random = new Random(5);
        char[] letters = ['a', ' ', '\0', '\u001b', '\n', '\u0085', '\u2028', 'ä', '…', '\ud83d', '\ude00'];
        for (int i = 0; i < 20_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(11)])]);
            string? line = MessageText.Line(text, random.Next(4, 12));
            Assert.Equal(line, MessageText.Line(line, 12));
        }
    }
}
