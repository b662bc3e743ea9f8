namespace Prover.Rollup;

/// <summary>How much fits into one block: a parameter of the block circuit.</summary>
/// <param name="L1Slots">P, slots for operations queued on L1.</param>
/// <param name="Withdrawals">X, slots for withdrawals.</param>
/// <param name="Transfers">N, slots for transfers.</param>
/// <param name="Touched">M, existing accounts that a block may read or change.</param>
/// <param name="NewAccounts">A, accounts that a block may create.</param>
public sealed record BlockCapacities(int L1Slots, int Withdrawals, int Transfers, int Touched, int NewAccounts)
{
    private const int Maximum = ushort.MaxValue;

    /// <summary>P + X + N.</summary>
    public int Slots => L1Slots + Withdrawals + Transfers;

    /// <summary>The number of accesses, used or not: one per L1 slot, two per withdrawal, three per transfer.</summary>
    public int Accesses => L1Slots + (2 * Withdrawals) + (3 * Transfers);

    /// <summary>|W| = 4 + 4P + M + 3A + 2X, the number of public words.</summary>
    public int Words => 4 + (4 * L1Slots) + Touched + (3 * NewAccounts) + (2 * Withdrawals);

    /// <summary>
    /// The time of the first access of slot <paramref name="k"/> of the L1 zone; accesses count from 1.
    /// </summary>
    public static int TimeOfL1Slot(int k) => 1 + k;

    /// <summary>The time of the first of the two accesses of slot <paramref name="k"/> of the withdrawals.</summary>
    public int TimeOfWithdrawal(int k) => 1 + L1Slots + (2 * k);

    /// <summary>The time of the first of the three accesses of slot <paramref name="k"/> of the transfers.</summary>
    public int TimeOfTransfer(int k) => 1 + L1Slots + (2 * Withdrawals) + (3 * k);

    /// <summary>Refuses capacities that the layouts cannot hold.</summary>
    /// <remarks>
    /// P ≤ 2^16 − 1 (l1Operations), X + N ≤ 2^16 − 1 (nonce increment), none negative, at least one slot. With slots
    /// for requests there is room for a touched and a new account: otherwise no block could ever take some deposit, and
    /// the queue would stand still behind it.
    /// </remarks>
    /// <exception cref="ArgumentException">One of them is broken.</exception>
    public void Validate()
    {
        if (L1Slots < 0 || Withdrawals < 0 || Transfers < 0 || Touched < 0 || NewAccounts < 0)
        {
            throw new ArgumentException("A capacity is negative.");
        }

        if (L1Slots > Maximum || (long)Withdrawals + Transfers > Maximum || Touched > Maximum || NewAccounts > Maximum)
        {
            throw new ArgumentException($"A capacity is above {Maximum}.");
        }

        if (L1Slots > 0 && (Touched == 0 || NewAccounts == 0))
        {
            throw new ArgumentException("Slots for requests need room for a touched and a new account.");
        }

        if (Slots == 0)
        {
            throw new ArgumentException("A block without slots.");
        }
    }

    /// <summary>The capacities by the letters of the specification.</summary>
    public override string ToString() => $"P={L1Slots} X={Withdrawals} N={Transfers} M={Touched} A={NewAccounts}";
}
