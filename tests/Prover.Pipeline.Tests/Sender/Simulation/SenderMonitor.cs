using System.Numerics;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>Watches a sender from outside and tells which of its promises it breaks.</summary>
internal sealed class SenderMonitor
{
    private readonly SenderHarness _sender;
    private readonly FeeCaps _caps;
    private readonly Dictionary<ulong, uint> _owners = [];
    private readonly Dictionary<ulong, List<SimTransaction>> _versions = [];
    private readonly Dictionary<ulong, FeeCaps> _raised = [];
    private readonly bool _deep;
    private ulong _final;

    /// <param name="sender">Who is watched.</param>
    /// <param name="caps">The caps that it must keep.</param>
    /// <param name="deep">Whether L1 takes back what was final: then that is no fault of the sender.</param>
    public SenderMonitor(SenderHarness sender, FeeCaps caps, bool deep)
    {
        _deep = deep;
        _sender = sender;
        _caps = caps;
        sender.Node.Sending = CheckSend;
        sender.Node.Signing = CheckSigned;
    }

    /// <summary>What was broken, in order; empty for a sender that keeps its promises.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>Blocks of L1 up to here never change in a schedule without a deep reorganisation.</summary>
    public ulong FinalBlock => _final;

    /// <summary>Different signed transactions that were sent.</summary>
    public int Different => _versions.Values.Sum(versions => versions.Count);

    /// <summary>L1 has grown: remembers how far it was final.</summary>
    public void Grown() =>
        _final = Math.Max(_final, _sender.Chain.Head.Number - Math.Min(_sender.Chain.Head.Number, SenderHarness.Depth));

    /// <summary>An operator has raised the caps of a nonce.</summary>
    public void Raised(ulong nonce, FeeCaps caps) => _raised[nonce] = caps;

    /// <summary>What must hold between rounds.</summary>
    public void CheckRound(IReadOnlyList<uint> jobs)
    {
        if (_sender.Last is { Trouble: null } report)
        {
            Require(report.Waits != "the next round", "a round does not end");
            bool open = jobs.Any(number => _sender.Job(number).State != JobState.Done);
            Require(!open || report.Waits is not null, "a job is not final and nothing says why");
        }

        foreach (uint number in jobs.Where(number => !_deep && _sender.Job(number).State == JobState.Done))
        {
            Require(IsFinal(number), $"block {number} is called final and is not");
        }
    }

    /// <summary>What must hold when L1 has been quiet for long.</summary>
    public void CheckEnd(IReadOnlyList<uint> jobs)
    {
        foreach (uint number in jobs)
        {
            Job job = _sender.Job(number);
            Require(
                job.State == JobState.Done,
                $"block {number} is {job.Stage} {job.State}: {job.Reason}; the sender waits for {_sender.Last?.Waits}");
            Require(IsFinal(number), $"block {number} is not final on L1 in the end");
            int finals = _sender.Events(number).Count(kind => kind == JobEventKind.Final);
            Require(_deep ? finals >= 1 : finals == 1, $"block {number} became final {finals} times");
        }

        Require(Different <= 16 * jobs.Count, $"{Different} different transactions for {jobs.Count} blocks");
        Require(
            _versions.Values.All(versions => versions.Count <= 12),
            "a nonce has more than 12 versions");
    }

    private bool IsFinal(uint number) => _sender.Chain.Blocks
        .Take((int)_final + 1)
        .Any(block => block.Mined.Any(mined => mined.Sent.Block == number && mined.Inclusion.Succeeded));

    private void CheckSend(SimTransaction sent)
    {
        L1Transaction? row = _sender.Rows.FirstOrDefault(row => row.Nonce == sent.Nonce);
        Require(
            row?.Versions[^1].Hash == sent.Hash, $"nonce {sent.Nonce} is sent and not stored, or not the newest");
        Require(
            _owners.TryAdd(sent.Nonce, sent.Block) || _owners[sent.Nonce] == sent.Block
                || (sent.Block == 0 && _sender.Job(_owners[sent.Nonce]).State == JobState.Done),
            $"nonce {sent.Nonce} is used for blocks {_owners[sent.Nonce]} and {sent.Block}");
        FeeCaps caps = _raised.GetValueOrDefault(sent.Nonce) ?? _caps;
        Require(
            sent.MaxFee <= caps.MaxFeePerGas && sent.Tip <= caps.MaxPriorityFeePerGas,
            $"nonce {sent.Nonce} offers {sent.MaxFee} and {sent.Tip}, above the caps");
        CheckVersion(sent);
    }

    private void CheckVersion(SimTransaction sent)
    {
        if (!_versions.TryGetValue(sent.Nonce, out List<SimTransaction>? versions))
        {
            _versions[sent.Nonce] = [sent];
        }
        else if (versions.All(version => version.Hash != sent.Hash))
        {
            BigInteger[] best = [versions.Max(v => v.MaxFee), versions.Max(v => v.Tip)];
            Require(
                sent.MaxFee * 10 >= best[0] * 11 && sent.Tip * 10 >= best[1] * 11,
                $"nonce {sent.Nonce} is replaced by a lower offer");
            versions.Add(sent);
        }
    }

    /// <summary>A block is signed in its turn, and never for a nonce beside an older one that could succeed.</summary>
    private void CheckSigned(SimTransaction signed)
    {
        if (signed.Block == 0)
        {
            return;
        }

        Require(
            _sender.Node.Seen.RollupBlock == signed.Block - 1,
            $"block {signed.Block} is signed while L1 is at {_sender.Node.Seen.RollupBlock}");
        if (_deep)
        {
            return;
        }

        ulong dead = _sender.Chain.Blocks[(int)_final].Nonce;
        IEnumerable<ulong> others = _versions
            .Where(entry => entry.Value[0].Block == signed.Block && entry.Key != signed.Nonce)
            .Select(entry => entry.Key);
        Require(
            others.All(nonce => nonce < dead), $"block {signed.Block} gets nonce {signed.Nonce} beside a living one");
    }

    private void Require(bool good, string what)
    {
        if (!good)
        {
            Broken.Add(what);
        }
    }
}
