using System.Numerics;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>
/// One random schedule: a sender with a few blocks on an L1 where anything may happen, then quiet until all is final.
/// </summary>
internal sealed class SenderSchedule
{
    private const int QuietRounds = 120;
    private const int LeastQuiet = 2 * SenderHarness.Depth;
    private const ulong Gwei = SenderHarness.Gwei;

    private readonly Random _random;
    private readonly SenderHarness _sender;
    private readonly SenderMonitor _monitor;
    private readonly List<uint> _jobs = [];
    private readonly int _blocks;
    private readonly bool _deep;

    public SenderSchedule(int seed, SenderHarness sender)
    {
        _random = new Random(seed);
        _sender = sender;
        _blocks = _random.Next(1, 5);

        // Reorganisations below finality in one of sixteen; nobody else uses the account there.
        _deep = seed % 16 == 0;
        _monitor = new SenderMonitor(sender, SenderHarness.DefaultRules.Caps, _deep);
    }

    /// <summary>Different signed transactions that were sent.</summary>
    public int Different => _monitor.Different;

    /// <summary>Runs it; the broken promises.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        int steps = _random.Next(20, 70);
        for (int i = 0; i < steps && _monitor.Broken.Count == 0; i++)
        {
            await ChaosAsync();
            await RoundAsync();
        }

        Calm();
        for (int i = 0; i < QuietRounds && _monitor.Broken.Count == 0 && (i < LeastQuiet || !IsDone); i++)
        {
            await OperateAsync();
            Mine();
            await RoundAsync();
        }

        if (_monitor.Broken.Count == 0)
        {
            _monitor.CheckEnd(_jobs);
        }

        return _monitor.Broken;
    }

    private bool IsDone => _jobs.All(number => _sender.Job(number).State == JobState.Done);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private async Task RoundAsync()
    {
        _ = await _sender.StepAsync();
        _monitor.CheckRound(_jobs);
    }

    private void Mine(bool empty = false)
    {
        _sender.Chain.Mine(empty);
        _sender.Clock.Advance(TimeSpan.FromSeconds(12));
        _monitor.Grown();
    }

    private async Task ChaosAsync()
    {
        if (_jobs.Count < _blocks && Chance(25))
        {
            _jobs.Add((uint)_jobs.Count + 1);
            await _sender.AddAsync(_jobs[^1]);
        }

        switch (_random.Next(14))
        {
            case 0:
                TakeBack();
                break;
            case 1:
                Interfere();
                break;
            case 2:
                _sender.Chain.SetBalance(Chance(50) ? BigInteger.Pow(10, 15) : BigInteger.Pow(10, 20));
                break;
            case 3:
                Lie();
                break;
            case 4:
                _sender.Store.Doom(_random.Next(6), before: Chance(50));
                break;
            case 5:
                _sender.Restart();
                break;
            case 6:
                _sender.Clock.Advance(TimeSpan.FromSeconds(_random.Next(600)));
                break;
            case 7 when _jobs.Count > 0 && Chance(30):
                await _sender.RequeueAsync(_jobs[_random.Next(_jobs.Count)]);
                break;
            case 7:
                await OperateAsync();
                break;
            case 8 when _sender.Chain.Pool.Count > 0:
                _sender.Chain.Drop(_sender.Chain.Pool.ElementAt(_random.Next(_sender.Chain.Pool.Count)).Nonce);
                break;
            default:
                Walk();
                Mine(empty: Chance(30));
                break;
        }
    }

    /// <summary>The base fee walks, and now and then jumps above every cap.</summary>
    private void Walk()
    {
        BigInteger fee = _sender.Chain.BaseFee * _random.Next(80, 126) / 100;
        fee = Chance(4) ? 150 * Gwei : fee;
        _sender.Chain.BaseFee = BigInteger.Clamp(fee, 1 * Gwei, 400 * Gwei);
    }

    private void TakeBack()
    {
        ulong head = _sender.Chain.Head.Number;
        int most = (int)(head - Math.Min(head, _monitor.FinalBlock)) + (_deep && Chance(60) ? 4 : 0);
        if (most == 0)
        {
            return;
        }

        int depth = _random.Next(1, most + 1);
        int keep = _random.Next(3) * 50;
        _sender.Chain.TakeBack(depth, () => Chance(keep));
        int grown = depth + _random.Next(-1, 2);
        for (int i = 0; i < grown; i++)
        {
            Mine(empty: Chance(70));
        }
    }

    /// <summary>Somebody else uses the account: takes a nonce, or brings the next block.</summary>
    private void Interfere()
    {
        if (_deep)
        {
            return;
        }

        ulong nonce = Chance(50) ? _sender.Chain.Head.Nonce : _sender.Chain.PendingNonce;
        uint next = _sender.Chain.Head.RollupBlock + 1;
        uint block = Chance(25) && next <= _jobs.Count ? next : 0;
        _sender.Chain.Force(SenderHarness.Foreign(nonce, block, (ulong)_random.Next(5, 500)));
    }

    private void Lie()
    {
        SimNode node = _sender.Node;
        node.Behind = Chance(25) ? _random.Next(1, 4) : 0;
        node.Down = Chance(15);
        node.LiesAboutKnown = Chance(25);
        node.HidesReceipts = Chance(20);
        node.LosesAnswers = Chance(30);
        node.Swallows = Chance(20);
    }

    private void Calm()
    {
        SimNode node = _sender.Node;
        (node.Behind, node.Down, node.LiesAboutKnown) = (0, false, false);
        (node.HidesReceipts, node.LosesAnswers, node.Swallows) = (false, false, false);
        _sender.Chain.BaseFee = 4 * Gwei;
        _sender.Chain.SetBalance(BigInteger.Pow(10, 20));
        if (_sender.Store.Life is not null)
        {
            _sender.Restart();
        }
    }

    /// <summary>An operator looks at what is held and does what the reason says.</summary>
    private async Task OperateAsync()
    {
        foreach (uint number in _jobs.Where(number => HoldReason.IsSticky(_sender.Job(number))))
        {
            await _sender.RetryAsync(number);
        }

        if (_deep && _sender.Last?.Waits?.Contains("reopen from nonce", StringComparison.Ordinal) == true)
        {
            _ = await _sender.Commands.ReopenAsync(_sender.Chain.Head.Nonce, default);
        }

        foreach (L1Transaction row in _sender.Rows.Where(row => row.State == L1TransactionState.Capped))
        {
            L1TransactionVersion newest = row.Versions[^1];
            var caps = new FeeCaps(newest.MaxFeePerGas * 3 / 2, newest.MaxPriorityFeePerGas * 3 / 2);
            _monitor.Raised(row.Nonce, caps);
            Assert.Null(await _sender.Commands.ResolveCappedAsync(row.Nonce, caps, "operator", default));
        }
    }
}
