using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>What a node answers workers, without a broker in between.</summary>
public sealed class WorkDeskTests
{
    private readonly TableBoard _board = new(TimeSpan.FromMinutes(1), TimeProvider.System);
    private readonly NoticeList _notices = new();

    private WorkDesk Desk => new(_board, _notices.Add);

    [Fact]
    public async Task A_request_that_comes_twice_gets_the_same_lease()
    {
        _board.Add(1);
        _board.Add(2);
        WorkDesk desk = Desk;
        byte[] message = WorkRequestCodec.Encode(Take(1));
        byte[] first = await desk.AnswerAsync(message, default);
        Assert.Equal(first, await desk.AnswerAsync(message, default));
        Assert.Equal(1, await _board.CountTakeableAsync(default));

        // A node that was started again has forgotten it: another lease, and the first one runs out.
        WorkReply other = WorkReplyCodec.Decode(await Desk.AnswerAsync(message, default));
        Assert.Equal(new JobName(7, 2), other.Lease!.Job);
    }

    [Fact]
    public async Task The_same_number_of_another_worker_is_another_request()
    {
        _board.Add(1);
        _board.Add(2);
        WorkDesk desk = Desk;
        _ = await desk.AnswerAsync(WorkRequestCodec.Encode(Take(1)), default);
        byte[] answer = await desk.AnswerAsync(WorkRequestCodec.Encode(Take(1) with { Worker = "other" }), default);
        Assert.Equal(new JobName(7, 2), WorkReplyCodec.Decode(answer).Lease!.Job);
    }

    [Fact]
    public async Task That_a_store_failed_is_not_remembered_as_the_answer()
    {
        _board.Add(1);
        _board.IsAway = true;
        WorkDesk desk = Desk;
        byte[] message = WorkRequestCodec.Encode(Take(1));
        Assert.Equal(
            WorkVerdict.Unavailable, WorkReplyCodec.Decode(await desk.AnswerAsync(message, default)).Verdict);
        _board.IsAway = false;
        Assert.Equal(WorkVerdict.Leased, WorkReplyCodec.Decode(await desk.AnswerAsync(message, default)).Verdict);
    }

    [Fact]
    public async Task Every_answer_to_damaged_requests_can_be_read_and_changes_nothing_it_should_not()
    {
        const int Rounds = 20_000;
        _board.Add(1);
        WorkDesk desk = Desk;
        var lease = new WorkLease(new JobName(7, 1), 1, default, WorkerProgram.Circuit);
        WorkRequest take = Take(1);
        byte[][] seeds =
        [
            WorkRequestCodec.Encode(take),
            .. new[]
            {
                take with { Verb = WorkVerb.Renew, Circuits = [], Lease = lease, Progress = new(1, 0.5) },
                take with { Verb = WorkVerb.Fail, Circuits = [], Lease = lease, Failure = new(0, 2, "why", null) },
                take with { Verb = WorkVerb.Return, Circuits = [], Lease = lease },
            }.Select(WorkRequestCodec.Encode),
        ];
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] message = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                message[random.Next(message.Length)] ^= (byte)random.Next(1, 256);
            }

            int length = random.Next(4) == 0 ? random.Next(message.Length) : message.Length;
            WorkReply reply = WorkReplyCodec.Decode(await desk.AnswerAsync(message.AsMemory(0, length), default));
            refused += reply.Verdict == WorkVerdict.Refused ? 1 : 0;
        }

        Assert.InRange(refused, Rounds / 4, Rounds);
        Assert.Empty(_board.Proven());
    }

    private static WorkRequest Take(byte id)
    {
        byte[] bytes = new byte[WorkRequest.IdSize];
        bytes[0] = id;
        return new WorkRequest(bytes, WorkVerb.Take, "one", "cpu") { Circuits = [WorkerProgram.Circuit] };
    }
}
