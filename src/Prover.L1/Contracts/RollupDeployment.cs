using Prover.Algebra;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>What a rollup's contract is created with. Nothing of it can be changed later.</summary>
/// <param name="Operator">The only address that may submit blocks.</param>
/// <param name="GenesisRoot">The root of the state without accounts.</param>
/// <param name="Verifiers">The block circuits.</param>
/// <param name="ForceDevelopmentKeys">
/// Accepts keys of a development setup on a chain that is not a local one. Whoever made such a key can prove anything.
/// </param>
public sealed record RollupDeployment(
    EthAddress Operator,
    Fr GenesisRoot,
    IReadOnlyList<BlockVerifier> Verifiers,
    bool ForceDevelopmentKeys = false);
