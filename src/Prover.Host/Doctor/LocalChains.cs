namespace Prover.Host.Doctor;

/// <summary>Chain ids of local development chains, which nobody else trusts: anvil's and ganache's.</summary>
internal static class LocalChains
{
    /// <summary>Whether a chain is one of them.</summary>
    public static bool Contains(ulong chainId) => chainId is 31337 or 1337;
}
