using Prover.Algebra;
using Prover.Testing;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    private static readonly G1Affine OffG1 = new(Fq.One, Fq.One);

    [DeviceFact]
    public void A_product_of_pairings_is_one_exactly_when_the_logarithms_cancel()
    {
        Fr a = _samples.Scalar();
        Fr b = _samples.Scalar();
        G1Affine aG = G1.Generator.MultiplyVarTime(in a).ToAffine();
        G1Affine abG = G1.Generator.MultiplyVarTime(a * b).ToAffine();
        G2Affine bH = G2.Generator.MultiplyVarTime(in b).ToAffine();

        Assert.True(_device.PairingProductIsOne([aG, -abG], [bH, G2Affine.Generator], Budget));
        Assert.False(_device.PairingProductIsOne([aG, abG], [bH, G2Affine.Generator], Budget));
        Assert.False(_device.PairingProductIsOne([aG], [bH], Budget));
        Assert.True(_device.PairingProductIsOne([], [], Budget));
        Assert.True(_device.PairingProductIsOne(
            [aG, G1Affine.Identity, -abG, aG], [bH, bH, G2Affine.Generator, G2Affine.Identity], Budget));
    }

    [DeviceFact]
    public void The_value_of_a_pairing_is_that_of_the_definition()
    {
        G1Affine[] p = _samples.PointsG1(1);
        G2Affine[] q = _samples.PointsG2(1);
        Fq12 expected = PairingReference.Compute(in p[0], in q[0]);
        using ResidentPairingPoints s = _device.LoadPairingPoints(q);

        Assert.Equal(expected, Value(new PairingTerms { P = p, Q = q }));
        Assert.Equal(expected, Value(new PairingTerms { R = p, S = s }));
    }

    [DeviceFact]
    public void A_product_of_pairings_does_not_depend_on_how_it_is_cut()
    {
        foreach (int length in new[] { 0, 1, 2, 3, 5, 33, 70 })
        {
            G1Affine[] p = _samples.PointsG1(length);
            G2Affine[] q = _samples.PointsG2(length);
            Fq12 expected = Pairing.Product(Samples.Make(length, i => (p[i], q[i])));
            foreach (int fresh in new[] { 0, 1, length / 2, length }.Where(count => count <= length).Distinct())
            {
                using ResidentPairingPoints s = _device.LoadPairingPoints(q.AsSpan(fresh));

                Assert.Equal(expected, Value(new PairingTerms
                {
                    P = p.AsSpan(0, fresh),
                    Q = q.AsSpan(0, fresh),
                    R = p.AsSpan(fresh),
                    S = s,
                }));
            }
        }
    }

    [DeviceFact]
    public void Pairings_are_bilinear()
    {
        Fr a = _samples.Scalar();
        Fr b = _samples.Scalar();
        G1Affine aG = G1.Generator.MultiplyVarTime(in a).ToAffine();
        G1Affine abG = G1.Generator.MultiplyVarTime(a * b).ToAffine();
        G2Affine bH = G2.Generator.MultiplyVarTime(in b).ToAffine();
        G2Affine abH = G2.Generator.MultiplyVarTime(a * b).ToAffine();

        Fq12 value = Value(new PairingTerms { P = [aG], Q = [bH] });

        Assert.NotEqual(Fq12.One, value);
        Assert.Equal(value, Value(new PairingTerms { P = [abG], Q = [G2Affine.Generator] }));
        Assert.Equal(value, Value(new PairingTerms { P = [G1Affine.Generator], Q = [abH] }));
        Assert.Equal(Fq12.One, value * Value(new PairingTerms { P = [-aG], Q = [bH] }));
    }

    [DeviceFact]
    public void Pairings_with_an_identity_are_one()
    {
        G1Affine[] p = [_samples.PointsG1(1)[0], G1Affine.Identity, G1Affine.Identity];
        G2Affine[] q = [G2Affine.Identity, _samples.PointsG2(1)[0], G2Affine.Identity];
        using ResidentPairingPoints s = _device.LoadPairingPoints(q);

        Assert.Equal(Fq12.One, Value(default));
        Assert.Equal(Fq12.One, Value(new PairingTerms { P = p, Q = q, R = p, S = s }));
        Assert.Equal(
            Pairing.Compute(in p[0], in q[1]),
            Value(new PairingTerms { P = [p[0], .. p], Q = [q[1], .. q], R = p, S = s }));
    }

    [DeviceFact]
    public void Pairing_products_equal_those_of_the_EVM()
    {
        const int PairLength = EvmEncoding.G1Length + EvmEncoding.G2Length;
        foreach ((string name, byte[] input, byte[] expected) in EvmVectors.Read("bn256Pairing.json"))
        {
            var p = new G1Affine[input.Length / PairLength];
            var q = new G2Affine[p.Length];
            for (int i = 0; i < p.Length; i++)
            {
                ReadOnlySpan<byte> pair = input.AsSpan(i * PairLength, PairLength);
                Assert.True(EvmEncoding.TryRead(pair[..EvmEncoding.G1Length], out p[i]), name);
                Assert.True(EvmEncoding.TryRead(pair[EvmEncoding.G1Length..], out q[i]), name);
            }

            using ResidentPairingPoints s = _device.LoadPairingPoints(q);
            bool isOne = expected[31] == 1;
            Assert.True(_device.PairingProductIsOne(p, q, Budget) == isOne, name);
            Assert.True(Value(new PairingTerms { P = p, Q = q }).IsOne == isOne, name);
            Assert.True(Value(new PairingTerms { R = p, S = s }).IsOne == isOne, name);
        }
    }

    [DeviceFact]
    public void Points_outside_their_groups_are_told()
    {
        G2Affine[] outside = [OutsideG2.FullOrder, OutsideG2.SmallOrder, OutsideG2.OffCurve];
        Assert.All(outside[..2], point => Assert.True(point.IsOnCurve()));
        foreach (int length in new[] { 1, 4, 40 })
        {
            foreach (int position in new[] { 0, length / 2, length - 1 }.Distinct())
            {
                G1Affine[] p = _samples.PointsG1(length);
                G2Affine[] q = _samples.PointsG2(length);
                foreach (G2Affine bad in outside)
                {
                    G2Affine[] wrong = [.. q];
                    wrong[position] = bad;
                    AssertOnlyInvalid(position, new PairingTerms { P = p, Q = wrong });
                    _ = Assert.Throws<ArgumentException>(() => _device.LoadPairingPoints(wrong));
                }

                using ResidentPairingPoints s = _device.LoadPairingPoints(q);
                p[position] = OffG1;
                AssertOnlyInvalid(position, new PairingTerms { P = p, Q = q });
                AssertOnlyInvalid(length + position, new PairingTerms
                {
                    P = _samples.PointsG1(length),
                    Q = q,
                    R = p,
                    S = s,
                });
            }
        }
    }

    [DeviceFact]
    public void A_point_outside_G2_is_told_beside_the_identity_too()
    {
        AssertOnlyInvalid(0, new PairingTerms { P = [G1Affine.Identity], Q = [OutsideG2.SmallOrder] });
    }

    [DeviceFact]
    public void Pairing_terms_that_do_not_fit_are_refused()
    {
        G1Affine[] p = _samples.PointsG1(2);
        G2Affine[] q = _samples.PointsG2(2);
        using var other = new ManagedDevice();
        using ResidentPairingPoints foreign = other.LoadPairingPoints(q);
        ResidentPairingPoints s = _device.LoadPairingPoints(q);
        bool[] one = new bool[1];

        _ = Assert.Throws<ArgumentException>(() => Value(new PairingTerms { P = p, Q = q.AsSpan(1) }));
        _ = Assert.Throws<ArgumentException>(() => Value(new PairingTerms { R = p }));
        _ = Assert.Throws<ArgumentException>(() => Value(new PairingTerms { R = [.. p, p[0]], S = s }));
        _ = Assert.Throws<ArgumentException>(() => Value(new PairingTerms { R = p, S = foreign }));
        _ = Assert.Throws<ArgumentException>(
            () => _device.TryPairingProduct(new PairingTerms { P = p, Q = q }, one, out _, Budget));
        s.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => Value(new PairingTerms { R = p, S = s }));
        _ = Assert.Throws<ArgumentException>(
            () => _device.MultiplyEach(p, _samples.Scalars(1), new G1Affine[2], Budget));
        _ = Assert.Throws<ArgumentException>(
            () => _device.MultiplyEach(p, _samples.Scalars(2), new G1Affine[3], Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.SumOfMultiples(p, _samples.Scalars(3), Budget));
        var cancelled = new ComputeBudget(2, Cancellation: new CancellationToken(canceled: true));
        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => _device.TryPairingProduct(new PairingTerms { P = p, Q = q }, default, out _, cancelled));
        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => _device.SumOfMultiples(p, _samples.Scalars(2), cancelled));
    }

    [DeviceFact]
    public void Multiples_and_sums_of_few_points_are_right()
    {
        Fr longest = Fr.FromUInt64(ulong.MaxValue);
        Fr[] edges =
        [
            Fr.Zero, Fr.One, Samples.Largest, Bn254.Lambda, -Bn254.Lambda, Fr.One + Bn254.Lambda, longest,
            longest * Bn254.Lambda, longest + (longest * Bn254.Lambda), longest + Fr.One, -longest,
        ];
        foreach (int length in new[] { 0, 1, 2, 15, 16, 17, 150 })
        {
            Fr[] scalars = Samples.Make(length, i => i < edges.Length ? edges[i] : _samples.Scalar());
            G1Affine[] points = _samples.PointsG1(length);
            for (int i = 3; i < length; i += 7)
            {
                points[i] = i % 2 == 0 ? points[i - 1] : i % 3 == 0 ? -points[i - 1] : G1Affine.Identity;
            }

            var expected = new G1Affine[length];
            G1.Normalize(
                Samples.Make(length, i => G1.FromAffine(in points[i]).MultiplyVarTime(in scalars[i])), expected);
            G1Affine sum = expected.Aggregate(G1.Identity, (total, point) => total + point).ToAffine();
            var results = new G1Affine[length];

            _device.MultiplyEach(points, scalars, results, Budget);
            Assert.Equal(expected, results);
            Assert.Equal(sum, _device.SumOfMultiples(points, scalars, Budget));
        }
    }

    [DeviceFact]
    public void Lambda_is_what_the_endomorphism_of_G1_multiplies_by()
    {
        Assert.Equal(Fr.One, Bn254.Lambda * Bn254.Lambda * Bn254.Lambda);
        Assert.NotEqual(Fr.One, Bn254.Lambda);
        G1Affine[] points = _samples.PointsG1(2);
        var results = new G1Affine[2];
        _device.MultiplyEach(points, [Bn254.Lambda, Bn254.Lambda], results, Budget);
        Assert.All(points.Zip(results), pair => Assert.Equal(pair.First.Y, pair.Second.Y));
        Assert.Equal(results[0].X * points[1].X, results[1].X * points[0].X);
    }

    private Fq12 Value(PairingTerms terms)
    {
        bool[] isValid = new bool[terms.Count];
        Assert.True(_device.TryPairingProduct(terms, isValid, out Fq12 value, Budget));
        Assert.All(isValid, Assert.True);
        return value;
    }

    private void AssertOnlyInvalid(int position, PairingTerms terms)
    {
        bool[] isValid = new bool[terms.Count];
        Assert.False(_device.TryPairingProduct(terms, isValid, out Fq12 value, Budget));
        Assert.Equal(Fq12.Zero, value);
        Assert.Equal(Samples.Make(terms.Count, i => i != position), isValid);
        Assert.False(_device.TryPairingProduct(terms, default, out _, Budget));
    }
}
