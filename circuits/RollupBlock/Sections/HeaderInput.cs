using Prover.Circuits;

namespace Prover.Circuit.RollupBlock;

/// <summary>The block header: words 0 to 3 of the public words.</summary>
public sealed class HeaderInput
{
    /// <summary>State root before the block.</summary>
    public Wire OldRoot;

    /// <summary>contract(160) + chainId(64).</summary>
    public Wire Domain;

    /// <summary>32 bits.</summary>
    public Wire BlockNumber;

    /// <summary>Unix seconds, 40 bits.</summary>
    public Wire BlockTime;

    /// <summary>Accounts before the block, at most 2^32.</summary>
    public Wire AccountCount;

    /// <summary>L1 operations of the block, 16 bits.</summary>
    public Wire L1Operations;

    /// <summary>Position of the first consumed request in the queue, 32 bits.</summary>
    public Wire FirstQueuePosition;

    /// <summary>Range-checks the parts and packs word 3. 153 constraints.</summary>
    internal Wire PackWord(CircuitBuilder cs)
    {
        using ScopeHandle scope = cs.Scope("header");
        Range.Prove(cs, BlockNumber, 32);
        Range.Prove(cs, BlockTime, 40);
        Range.Prove(cs, AccountCount, 33);
        Range.Prove(cs, L1Operations, 16);
        Range.Prove(cs, FirstQueuePosition, 32);
        return BlockNumber
            + (BlockTime * StateWord.Power(32))
            + (AccountCount * StateWord.Power(72))
            + (L1Operations * StateWord.Power(105))
            + (FirstQueuePosition * StateWord.Power(121));
    }
}
