using Prover.Rollup;
using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>A device that does as it is told: each call goes through a step that may wait, fail or lie.</summary>
internal sealed class FakeProver(string device = "fake") : IBlockProver
{
    private readonly Lock _gate = new();
    private readonly List<string> _log = [];

    public string Device => device;

    public IReadOnlyList<Bytes32> Circuits { get; } = [TextEnvelope.Circuit];

    /// <summary>What preparing block n does before it is done.</summary>
    public Action<uint, CancellationToken> OnPrepare { get; set; } = (_, _) => { };

    /// <summary>What proving block n does before it is done; whether the proof is right.</summary>
    public Func<uint, CancellationToken, bool> OnProve { get; set; } = (_, _) => true;

    public Action OnVerify { get; set; } = () => { };

    /// <summary>Begins and ends, in order.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Blocks that were prepared and not disposed of.</summary>
    public int Open { get; private set; }

    public IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        uint number = new TextEnvelope().Look(envelope).Job.BlockNumber;
        Note($"prepare {number}");
        OnPrepare(number, cancel);
        Note($"prepared {number}");
        lock (_gate)
        {
            Open++;
        }

        return new Block(this, number);
    }

    public ReadOnlyMemory<byte> Prove(IPreparedBlock block, IProgress<double> progress, CancellationToken cancel)
    {
        uint number = ((Block)block).Number;
        Note($"prove {number}");
        progress.Report(0.5);
        bool right = OnProve(number, cancel);
        Note($"proved {number}");
        return BoardScope.Proof(right).Proof;
    }

    public bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof)
    {
        OnVerify();
        return TextChecker.IsRight(proof);
    }

    private void Note(string what)
    {
        lock (_gate)
        {
            _log.Add(what);
        }
    }

    private sealed class Block(FakeProver owner, uint number) : IPreparedBlock
    {
        public uint Number => number;

        public BlockHeader Header => throw new NotSupportedException();

        public ContentHash? Digest() => ContentHash.Of([(byte)number]);

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner.Open--;
            }
        }
    }
}
