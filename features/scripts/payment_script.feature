@scripts
Feature: A script from elsewhere that fails loses no order

  @PL07
  Scenario Outline: A payment script that is <harm> leaves a way to pay
    Given I have a product in stock in my cart
    And the scripts from the payment host will be <harm>
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
    And exactly 1 order should exist for me

    Examples:
      | harm    |
      | blocked |
      | broken  |

  @PL07
  Scenario: A payment script that comes late leaves a way to pay
    Given I have a product in stock in my cart
    And the scripts from the payment host will be delayed by 2 seconds
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
    And exactly 1 order should exist for me

  @PL06
  Scenario: With every other host down there is still a way to pay
    Given I have a product in stock in my cart
    And every other host will be down for my browser
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
    And exactly 1 order should exist for me
