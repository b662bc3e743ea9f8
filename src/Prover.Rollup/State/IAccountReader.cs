namespace Prover.Rollup;

/// <summary>The accounts that an execution starts from.</summary>
public interface IAccountReader
{
    /// <summary>The number of accounts, which is the next index to give.</summary>
    ulong Count { get; }

    /// <summary>The account at an index; false where there is none.</summary>
    bool TryGet(uint index, out Account account);
}
