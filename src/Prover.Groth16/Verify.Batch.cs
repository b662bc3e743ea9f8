using System.Security.Cryptography;
using Prover.Compute;

namespace Prover.Groth16;

public static partial class Verify
{
    /// <summary>True if all claims are true statements of the key; true for none.</summary>
    /// <remarks>
    /// One equation instead of n: equation j is raised to ρⱼ, and all are multiplied,
    /// Π e(ρⱼAⱼ, Bⱼ) · e(−Σ ρⱼ·inputsⱼ, γ) · e(−Σ ρⱼCⱼ, δ) · e(−Σ ρⱼ·α, β) = 1. Cost: n + 3 Miller loops, three of them
    /// with points known before, and one final exponentiation. True claims always pass. The equations are linear over a
    /// group of prime order r > 2^253 and each ρⱼ is one of 2^128 values: see <see cref="BatchCoefficients"/> for how
    /// they are drawn and what an attacker may gain.
    /// </remarks>
    /// <param name="key">The key that all claims are about.</param>
    /// <param name="claims">The claims; equal ones may occur.</param>
    /// <param name="budget">Threads and cancellation.</param>
    /// <param name="random">Source of the coefficients; null to hash all claims.</param>
    /// <exception cref="OperationCanceledException">The budget was cancelled.</exception>
    public static bool Batch(
        PreparedVerifyingKey key,
        IReadOnlyList<Claim> claims,
        ComputeBudget budget,
        RandomNumberGenerator? random = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(claims);
        return claims.All(claim => BatchEquation.IsWellFormed(key.Key, claim))
            && MakeEquation(key, [.. claims], budget, random).Holds(0, claims.Count);
    }

    /// <summary>The positions of all false claims, ascending; none if all are true.</summary>
    /// <remarks>
    /// The batch equation of everything, then of halves of what fails (when the first half holds, the second one is
    /// known to fail), and pieces of at most four claims one by one. k false claims among n cost about
    /// 2k·log₂(n/k) equations over fewer and fewer claims; if all are false, three to four times as much as n single
    /// verifications. A true claim is never listed; a false one is missed with at most the probability that
    /// <see cref="BatchCoefficients"/> names, times the number of equations, which is below 2n.
    /// </remarks>
    /// <param name="key">The key that all claims are about.</param>
    /// <param name="claims">The claims; equal ones may occur.</param>
    /// <param name="budget">Threads and cancellation.</param>
    /// <param name="random">Source of the coefficients; null to hash all claims.</param>
    /// <exception cref="OperationCanceledException">The budget was cancelled.</exception>
    public static int[] FindFalse(
        PreparedVerifyingKey key,
        IReadOnlyList<Claim> claims,
        ComputeBudget budget,
        RandomNumberGenerator? random = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(claims);
        bool[] isGood = [.. claims.Select(claim => BatchEquation.IsWellFormed(key.Key, claim))];
        int[] entered = [.. Enumerable.Range(0, claims.Count).Where(j => isGood[j])];
        BatchEquation equation = MakeEquation(key, [.. entered.Select(j => claims[j])], budget, random);
        bool[] isValid = new bool[entered.Length];
        if (equation.Holds(0, entered.Length, isValid))
        {
            return [.. Enumerable.Range(0, claims.Count).Where(j => !isGood[j])];
        }

        if (Array.Exists(isValid, valid => !valid))
        {
            equation = equation.Keep(isValid);
        }

        int[] kept = [.. entered.Where((_, index) => isValid[index])];
        HashSet<int> isTrue = [.. kept];
        isTrue.ExceptWith(new Bisection(equation).FindFalse().Select(index => kept[index]));
        return [.. Enumerable.Range(0, claims.Count).Where(j => !isTrue.Contains(j))];
    }

    /// <summary>The slow twin of <see cref="Batch"/>: every claim by itself, without a device.</summary>
    public static bool BatchReference(VerifyingKey key, IReadOnlyList<Claim> claims) =>
        claims.All(claim => Proof(key, claim.Proof, claim.PublicInputs.Span));

    private static BatchEquation MakeEquation(
        PreparedVerifyingKey key, Claim[] claims, ComputeBudget budget, RandomNumberGenerator? random) =>
        new(key, claims, BatchCoefficients.Draw(key.Key, claims, random), budget);
}
